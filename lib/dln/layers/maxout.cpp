#include "dln/layers/maxout.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
template <typename T>
Maxout<T>::Maxout(std::size_t pieces) : pieces_(pieces) {
  if (pieces == 0) throw Error("Maxout", "at least one piece", "0");
}

template <typename T>
Shape Maxout<T>::output_shape(const Shape& x) const {
  if (x.channels % pieces_ != 0)
    throw Error("Maxout", fmt::format("channels in groups of {}", pieces_),
                std::to_string(x.channels));
  return {x.examples, x.channels / pieces_, x.height, x.width};
}

// [Take the largest of some channels]
template <typename T>
Tensor<T> Maxout<T>::forward(Tensor<T> x /* N x kM x H x W */, Pass<T>& pass) const {
  Tensor<T> y(output_shape(x.shape()));         // N x M x H x W
  std::vector<std::uint32_t> winner(y.size());  // which of the k pieces
  const std::size_t pixels = y.shape().height * y.shape().width;
  parallel_items(y.size(), pieces_, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const T* piece = x.data() + i / pixels * pieces_ * pixels + i % pixels;
      std::uint32_t best = 0;
      for (std::uint32_t k = 1; k < pieces_;
           ++k)  // what is not a number wins, and stays visible
        if (!(piece[k * pixels] <= piece[best * pixels]) && !std::isnan(piece[best * pixels]))
          best = k;
      winner[i] = best;
      y[i] = piece[best * pixels];
    }
  });
  pass.push(std::move(winner));
  return y;
}

template <typename T>
Tensor<T> Maxout<T>::backward(Tensor<T> dy /* N x M x H x W */, Pass<T>& pass) const {
  const auto winner = pass.template pop<std::vector<std::uint32_t>>(*this);
  const Shape& shape = dy.shape();
  const std::size_t pixels = shape.height * shape.width;
  Tensor<T> dx({shape.examples, shape.channels * pieces_, shape.height, shape.width});
  parallel_items(dy.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      dx[(i / pixels * pieces_ + winner[i]) * pixels + i % pixels] = dy[i];
  });
  return dx;
}
// [Take the largest of some channels]

template class Maxout<float>;
template class Maxout<double>;

}  // namespace dln
