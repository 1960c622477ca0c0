#include "dln/layers/global_average_pool.hpp"

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Shape GlobalAveragePool<T>::output_shape(const Shape& x) const {
  if (x.height * x.width == 0) throw Error("GlobalAveragePool", "at least one pixel", to_string(x));
  return {x.examples, x.channels, 1, 1};
}

template <typename T>
Tensor<T> GlobalAveragePool<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  Tensor<T> y(output_shape(x.shape()));  // N x C x 1 x 1
  const std::size_t pixels = x.shape().height * x.shape().width;
  for (std::size_t plane = 0; plane < y.size(); ++plane)
    y[plane] = arma::mean(arma::Col<T>(x.data() + plane * pixels, pixels, /*copy_aux_mem=*/false));
  pass.push(x.shape());
  return y;
}

template <typename T>
Tensor<T> GlobalAveragePool<T>::backward(Tensor<T> dy /* N x C x 1 x 1 */, Pass<T>& pass) const {
  const auto shape = pass.template pop<Shape>();
  Tensor<T> dx(shape);  // N x C x H x W
  const std::size_t pixels = shape.height * shape.width;
  for (std::size_t plane = 0; plane < dy.size(); ++plane)
    std::fill_n(dx.data() + plane * pixels, pixels, dy[plane] / static_cast<T>(pixels));
  return dx;
}

template class GlobalAveragePool<float>;
template class GlobalAveragePool<double>;

}  // namespace dln
