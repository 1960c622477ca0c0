#include "dln/layers/max_pool2d.hpp"

#include <algorithm>

#include "dln/core/bytes.hpp"
#include "dln/layers/max_pool_rows.hpp"
#include "dln/layers/pooling_rows.hpp"

namespace dln {
namespace {

/** Which pixel of its window each output took: a byte, or more for windows of more than 256
 * pixels. */
template <typename Number>
using Taken = boost::container::vector<Number>;

/** The greatest pixel of every window. */
template <typename T, typename Number>
Taken<Number> take_greatest(const Pooling& window, const Tensor<T>& x, Tensor<T>& y) {
  const Shape& shape = x.shape();
  const std::size_t P = y.shape().height, Q = y.shape().width;
  Taken<Number> taken(y.size(), boost::container::default_init);
  for_each_plane(shape, [&](std::size_t plane) {
    const T* image = x.data() + plane * shape.height * shape.width;
    for (std::size_t p = 0, row = plane * P * Q; p < P; ++p, row += Q) {
      if constexpr (sizeof(Number) == 1)
        if (max_pool::side_by_side(window)) {
          max_pool::take_squares(shape, p, Q, image, y.data() + row, taken.data() + row);
          continue;
        }
      max_pool::take_row(window, shape, p, Q, image, y.data() + row, taken.data() + row);
    }
  });
  return taken;
}

/** Adds each gradient to the pixel that its window took. */
template <typename T, typename Number>
void give_gradients(const Pooling& window, const Taken<Number>& taken, const Tensor<T>& dy,
                    Tensor<T>& dx) {
  const std::size_t P = dy.shape().height, Q = dy.shape().width, H = dx.shape().height,
                    W = dx.shape().width;
  std::vector<std::size_t> offsets(window.height *
                                   window.width);  // of a window's pixels from its first
  for (std::size_t i = 0; i < offsets.size(); ++i)
    offsets[i] = i / window.width * W + i % window.width;
  for_each_plane(dx.shape(), [&](std::size_t plane) {
    T* image = dx.data() + plane * H * W;
    const T* gradients = dy.data() + plane * P * Q;
    const Number* numbers = taken.data() + plane * P * Q;
    if constexpr (sizeof(Number) == 1)
      if (max_pool::side_by_side(window))
        return max_pool::give_squares(dx.shape(), P, Q, gradients, numbers, image);
    std::fill_n(image, H * W, T(0));
    for (std::size_t p = 0; p < P; ++p)
      for (std::size_t q = 0; q < Q; ++q) {
        const std::size_t first = p * window.stride_height * W +
                                  q * window.stride_width;  // as if nothing were padded
        const std::size_t padding = window.padding_top * W + window.padding_left;
        image[first + offsets[numbers[p * Q + q]] - padding] += gradients[p * Q + q];
      }
  });
}

bool fits_bytes(const Pooling& window) { return window.height * window.width <= 256; }

}  // namespace

template <typename T>
Cost MaxPool2d<T>::cost(const Shape& x) const {
  return {0, output_shape(x).size() *
                 (fits_bytes(window_) ? sizeof(std::uint8_t) : sizeof(std::uint32_t))};
}

template <typename T>
Tensor<T> MaxPool2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x C x P x Q
  pass.push(x.shape());
  if (fits_bytes(window_))
    pass.push(take_greatest<T, std::uint8_t>(window_, x, y));
  else
    pass.push(take_greatest<T, std::uint32_t>(window_, x, y));
  return y;
}

template <typename T>
Tensor<T> MaxPool2d<T>::backward(Tensor<T> dy /* N x C x P x Q */, Pass<T>& pass) const {
  const auto give = [&](const auto& taken) {
    auto dx = Tensor<T>::uninitialized(pass.template pop<Shape>(*this));  // N x C x H x W
    give_gradients(window_, taken, dy, dx);
    return dx;
  };
  if (fits_bytes(window_)) return give(pass.template pop<Taken<std::uint8_t>>(*this));
  return give(pass.template pop<Taken<std::uint32_t>>(*this));
}

template class MaxPool2d<float>;
template class MaxPool2d<double>;

}  // namespace dln
