#include "dln/layers/avg_pool2d.hpp"

#include <algorithm>

#include "dln/layers/pooling_rows.hpp"

namespace dln {
namespace {

/** How many pixels of the image each window of a plane sees, row by row. */
template <typename T>
std::vector<T> pixels_seen(const Pooling& window, const Shape& x, std::size_t P,
                           std::size_t Q) {
  std::vector<T> pixels;
  for (std::size_t p = 0; p < P; ++p)
    for (std::size_t q = 0; q < Q; ++q) {
      const Patch patch = window.patch(x, p, q);
      pixels.push_back(static_cast<T>((patch.bottom - patch.top) * (patch.right - patch.left)));
    }
  return pixels;
}

}  // namespace

template <typename T>
Tensor<T> AvgPool2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = x.shape();
  auto y = Tensor<T>::uninitialized(output_shape(shape));  // N x C x P x Q
  const std::size_t P = y.shape().height, Q = y.shape().width;
  const auto pixels = pixels_seen<T>(window_, shape, P, Q);
  for_each_plane(shape, [&](std::size_t plane) {
    const T* image = x.data() + plane * shape.height * shape.width;
    for (std::size_t p = 0; p < P; ++p) {
      T* means = y.data() + (plane * P + p) * Q;
      std::fill_n(means, Q, T(0));
      with_stride(window_.stride_width, [&](const auto stride) {
        for_each_tap(window_, shape, p, Q, /*backwards=*/false, [&](const Tap& tap) {
          for (std::size_t q = tap.windows.first, i = 0; q < tap.windows.last; ++q, ++i)
            means[q] += image[tap.pixel + i * stride];
        });
      });
      for (std::size_t q = 0; q < Q; ++q) means[q] /= pixels[p * Q + q];
    }
  });
  pass.push(shape);
  return y;
}

template <typename T>
Tensor<T> AvgPool2d<T>::backward(Tensor<T> dy /* N x C x P x Q */, Pass<T>& pass) const {
  const auto shape = pass.template pop<Shape>(*this);
  auto dx = Tensor<T>::uninitialized(shape);  // N x C x H x W
  const std::size_t P = dy.shape().height, Q = dy.shape().width;
  const auto pixels = pixels_seen<T>(window_, shape, P, Q);
  for_each_plane(shape, [&](std::size_t plane) {
    T* image = dx.data() + plane * shape.height * shape.width;
    std::fill_n(image, shape.height * shape.width, T(0));
    for (std::size_t p = 0; p < P; ++p) {
      T* shares = dy.data() + (plane * P + p) * Q;  // nobody needs dy any more
      for (std::size_t q = 0; q < Q; ++q) shares[q] /= pixels[p * Q + q];
      with_stride(window_.stride_width, [&](const auto stride) {
        for_each_tap(window_, shape, p, Q, /*backwards=*/true, [&](const Tap& tap) {
          for (std::size_t q = tap.windows.first, i = 0; q < tap.windows.last; ++q, ++i)
            image[tap.pixel + i * stride] += shares[q];
        });
      });
    }
  });
  return dx;
}

template class AvgPool2d<float>;
template class AvgPool2d<double>;

}  // namespace dln
