#include "dln/layers/flatten.hpp"

namespace dln {

template <typename T>
Tensor<T> Flatten<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape y = output_shape(x.shape());  // N x CHW x 1 x 1
  pass.push(x.shape());
  return std::move(x).reshaped(y);
}

template <typename T>
Tensor<T> Flatten<T>::backward(Tensor<T> dy /* N x CHW x 1 x 1 */, Pass<T>& pass) const {
  return std::move(dy).reshaped(pass.template pop<Shape>(*this));
}

template class Flatten<float>;
template class Flatten<double>;

}  // namespace dln
