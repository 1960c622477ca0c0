#include "dln/layers/global_average_pool.hpp"

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {

template <typename T>
Shape GlobalAveragePool<T>::output_shape(const Shape& x) const {
  if (x.height * x.width == 0)
    throw Error("GlobalAveragePool", "at least one pixel", to_string(x));
  return {x.examples, x.channels, 1, 1};
}

template <typename T>
Tensor<T> GlobalAveragePool<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x C x 1 x 1
  const std::size_t pixels = x.shape().height * x.shape().width;
  parallel_items(y.size(), pixels, [&](std::size_t begin, std::size_t end) {
    for (std::size_t plane = begin; plane < end; ++plane)
      y[plane] =
          arma::mean(arma::Col<T>(x.data() + plane * pixels, pixels, /*copy_aux_mem=*/false));
  });
  pass.push(x.shape());
  return y;
}

template <typename T>
Tensor<T> GlobalAveragePool<T>::backward(Tensor<T> dy /* N x C x 1 x 1 */,
                                         Pass<T>& pass) const {
  const auto shape = pass.template pop<Shape>(*this);
  auto dx = Tensor<T>::uninitialized(shape);  // N x C x H x W
  const std::size_t pixels = shape.height * shape.width;
  parallel_items(dy.size(), pixels, [&](std::size_t begin, std::size_t end) {
    for (std::size_t plane = begin; plane < end; ++plane)
      std::fill_n(dx.data() + plane * pixels, pixels, dy[plane] / static_cast<T>(pixels));
  });
  return dx;
}

template class GlobalAveragePool<float>;
template class GlobalAveragePool<double>;

}  // namespace dln
