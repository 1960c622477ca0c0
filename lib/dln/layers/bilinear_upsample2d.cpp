#include "dln/layers/bilinear_upsample2d.hpp"

#include <algorithm>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
namespace {

/**
 * The two pixels that one of the larger axis lies between, and how far it is from the first.
 */
template <typename T>
struct Between {
  std::size_t first, second;
  T share;  // of the second
};

// [Place the larger axis on the smaller]
template <typename T>
std::vector<Between<T>> places(std::size_t extent, std::size_t factor) {
  std::vector<Between<T>> all(extent * factor);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(factor) - 0.5;
    const double inside = std::clamp(place, 0.0, static_cast<double>(extent - 1));
    const auto first = static_cast<std::size_t>(inside);
    all[i] = {first, std::min(first + 1, extent - 1),
              static_cast<T>(inside - static_cast<double>(first))};
  }
  return all;
}
// [Place the larger axis on the smaller]

}  // namespace

template <typename T>
BilinearUpsample2d<T>::BilinearUpsample2d(std::size_t factor) : factor_(factor) {
  if (factor == 0) throw Error("BilinearUpsample2d", "a factor of at least 1", "0");
}

template <typename T>
Cost BilinearUpsample2d<T>::cost(const Shape& x) const {
  return {4 * output_shape(x).size(), 0};
}

template <typename T>
Tensor<T> BilinearUpsample2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>&) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));
  const auto [N, C, H, W] = x.shape();
  const auto rows = places<T>(H, factor_), columns = places<T>(W, factor_);
  parallel_items(N * C, y.size() / std::max<std::size_t>(N * C, 1), [&](auto begin, auto end) {
    std::vector<T> mixed(x.shape().width);  // of two rows
    for (std::size_t plane = begin; plane < end; ++plane) {
      const T* image = x.data() + plane * x.shape().height * mixed.size();
      T* pixel = y.data() + plane * rows.size() * columns.size();
      for (const auto& row : rows) {
        const T *first = image + row.first * mixed.size(),
                *second = image + row.second * mixed.size();
        for (std::size_t j = 0; j < mixed.size(); ++j)
          mixed[j] = (1 - row.share) * first[j] + row.share * second[j];
        for (const auto& column : columns)
          *pixel++ =
              (1 - column.share) * mixed[column.first] + column.share * mixed[column.second];
      }
    }
  });
  return y;
}

template <typename T>
Tensor<T> BilinearUpsample2d<T>::backward(Tensor<T> dy /* N x C x factor H x factor W */,
                                          Pass<T>&) const {
  const auto [N, C, larger_height, larger_width] = dy.shape();
  Tensor<T> dx({N, C, larger_height / factor_, larger_width / factor_});
  const auto rows = places<T>(dx.shape().height, factor_);
  const auto columns = places<T>(dx.shape().width, factor_);
  parallel_items(N * C, dy.size() / std::max<std::size_t>(N * C, 1), [&](auto begin, auto end) {
    std::vector<T> dmixed(dx.shape().width);
    for (std::size_t plane = begin; plane < end; ++plane) {
      T* dimage = dx.data() + plane * dx.shape().height * dmixed.size();
      const T* gradient = dy.data() + plane * rows.size() * columns.size();
      for (const auto& row : rows) {
        std::fill(dmixed.begin(), dmixed.end(), T(0));
        for (const auto& column : columns) {
          dmixed[column.first] += (1 - column.share) * *gradient;
          dmixed[column.second] += column.share * *gradient++;
        }
        T *first = dimage + row.first * dmixed.size(),
          *second = dimage + row.second * dmixed.size();
        for (std::size_t j = 0; j < dmixed.size(); ++j) {
          first[j] += (1 - row.share) * dmixed[j];
          second[j] += row.share * dmixed[j];
        }
      }
    }
  });
  return dx;
}

template class BilinearUpsample2d<float>;
template class BilinearUpsample2d<double>;

}  // namespace dln
