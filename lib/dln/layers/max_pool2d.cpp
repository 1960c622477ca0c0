#include "dln/layers/max_pool2d.hpp"

#include <cmath>

#include "dln/core/threads.hpp"

namespace dln {

template <typename T>
Tensor<T> MaxPool2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = x.shape();
  Tensor<T> y(output_shape(shape));          // N x C x P x Q
  std::vector<std::size_t> taken(y.size());  // which pixel of its plane each output is
  const std::size_t P = y.shape().height, Q = y.shape().width;
  // [Take the greatest pixel of every window]
  parallel_for(shape.examples * shape.channels, [&](std::size_t plane) {
    const T* image = x.data() + plane * shape.height * shape.width;
    std::size_t output = plane * P * Q;
    for (std::size_t p = 0; p < P; ++p)
      for (std::size_t q = 0; q < Q; ++q, ++output) {
        const Patch patch = window_.patch(shape, p, q);
        std::size_t best = patch.top * shape.width + patch.left;
        for (std::size_t i = patch.top; i < patch.bottom; ++i)
          for (std::size_t j = patch.left; j < patch.right; ++j) {
            const std::size_t pixel = i * shape.width + j;
            // Also true where the pixel is not a number; once such a pixel is the best, it stays.
            if (!(image[pixel] <= image[best]) && !std::isnan(image[best])) best = pixel;
          }
        y[output] = image[best];
        taken[output] = best;
      }
  });
  // [Take the greatest pixel of every window]
  pass.push(shape);
  pass.push(std::move(taken));
  return y;
}

template <typename T>
Tensor<T> MaxPool2d<T>::backward(Tensor<T> dy /* N x C x P x Q */, Pass<T>& pass) const {
  const auto taken = pass.template pop<std::vector<std::size_t>>();
  const auto shape = pass.template pop<Shape>();
  Tensor<T> dx(shape);  // N x C x H x W
  const std::size_t outputs = dy.shape().height * dy.shape().width;
  // [Send each gradient to the pixel that won]
  parallel_for(shape.examples * shape.channels, [&](std::size_t plane) {
    T* image = dx.data() + plane * shape.height * shape.width;
    for (std::size_t output = plane * outputs; output < (plane + 1) * outputs; ++output)
      image[taken[output]] += dy[output];
  });
  // [Send each gradient to the pixel that won]
  return dx;
}

template class MaxPool2d<float>;
template class MaxPool2d<double>;

}  // namespace dln
