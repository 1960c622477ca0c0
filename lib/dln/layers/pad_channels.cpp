#include "dln/layers/pad_channels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {

template <typename T>
std::string PadChannels<T>::name() const {
  return fmt::format("PadChannels({}, {})", before_, behind_);
}

template <typename T>
Shape PadChannels<T>::output_shape(const Shape& x) const {
  return {x.examples, before_ + x.channels + behind_, x.height, x.width};
}

template <typename T>
Tensor<T> PadChannels<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>&) const {
  Tensor<T> y(output_shape(x.shape()));  // N x (before + C + behind) x H x W
  const std::size_t pixels = x.shape().height * x.shape().width, numbers = x.shape().features();
  parallel_items(x.shape().examples, numbers, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      std::copy_n(x.data() + n * numbers, numbers,
                  y.data() + n * y.shape().features() + before_ * pixels);
  });
  return y;
}

template <typename T>
Tensor<T> PadChannels<T>::backward(Tensor<T> dy /* N x (before + C + behind) x H x W */,
                                   Pass<T>&) const {
  const Shape& shape = dy.shape();
  if (shape.channels < before_ + behind_)
    throw Error("PadChannels", fmt::format("at least {} channels of dy", before_ + behind_),
                std::to_string(shape.channels));
  auto dx = Tensor<T>::uninitialized(
      {shape.examples, shape.channels - before_ - behind_, shape.height, shape.width});
  const std::size_t pixels = shape.height * shape.width, numbers = dx.shape().features();
  parallel_items(shape.examples, numbers, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      std::copy_n(dy.data() + n * shape.features() + before_ * pixels, numbers,
                  dx.data() + n * numbers);
  });
  return dx;
}

template class PadChannels<float>;
template class PadChannels<double>;

}  // namespace dln
