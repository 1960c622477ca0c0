#include "dln/layers/relu.hpp"

namespace dln {

template <typename T>
Tensor<T> ReLU<T>::forward(Tensor<T> x /* any shape */, Pass<T>& pass) const {
  x.values().transform([](T value) { return value < T(0) ? T(0) : value; });  // keeps NaN visible
  pass.push(x);
  return x;
}

template <typename T>
Tensor<T> ReLU<T>::backward(Tensor<T> dy /* shape of x */, Pass<T>& pass) const {
  const auto y = pass.template pop<Tensor<T>>();
  for (std::size_t i = 0; i < dy.size(); ++i)
    if (!(y[i] > T(0))) dy[i] = T(0);
  return dy;
}

template class ReLU<float>;
template class ReLU<double>;

}  // namespace dln
