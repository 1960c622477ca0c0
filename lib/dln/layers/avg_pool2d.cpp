#include "dln/layers/avg_pool2d.hpp"

#include "dln/core/threads.hpp"

namespace dln {
namespace {

template <typename T>
T pixels(const Patch& patch) {
  return static_cast<T>((patch.bottom - patch.top) * (patch.right - patch.left));
}

}  // namespace

template <typename T>
Tensor<T> AvgPool2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = x.shape();
  Tensor<T> y(output_shape(shape));  // N x C x P x Q
  const std::size_t P = y.shape().height, Q = y.shape().width;
  parallel_for(shape.examples * shape.channels, [&](std::size_t plane) {
    const T* image = x.data() + plane * shape.height * shape.width;
    T* output = y.data() + plane * P * Q;
    for (std::size_t p = 0; p < P; ++p)
      for (std::size_t q = 0; q < Q; ++q) {
        const Patch patch = window_.patch(shape, p, q);
        T sum = 0;
        for (std::size_t i = patch.top; i < patch.bottom; ++i)
          for (std::size_t j = patch.left; j < patch.right; ++j) sum += image[i * shape.width + j];
        output[p * Q + q] = sum / pixels<T>(patch);
      }
  });
  pass.push(shape);
  return y;
}

template <typename T>
Tensor<T> AvgPool2d<T>::backward(Tensor<T> dy /* N x C x P x Q */, Pass<T>& pass) const {
  const auto shape = pass.template pop<Shape>();
  Tensor<T> dx(shape);  // N x C x H x W
  const std::size_t P = dy.shape().height, Q = dy.shape().width;
  parallel_for(shape.examples * shape.channels, [&](std::size_t plane) {
    T* image = dx.data() + plane * shape.height * shape.width;
    const T* output = dy.data() + plane * P * Q;
    for (std::size_t p = 0; p < P; ++p)
      for (std::size_t q = 0; q < Q; ++q) {
        const Patch patch = window_.patch(shape, p, q);
        const T share = output[p * Q + q] / pixels<T>(patch);
        for (std::size_t i = patch.top; i < patch.bottom; ++i)
          for (std::size_t j = patch.left; j < patch.right; ++j) image[i * shape.width + j] += share;
      }
  });
  return dx;
}

template class AvgPool2d<float>;
template class AvgPool2d<double>;

}  // namespace dln
