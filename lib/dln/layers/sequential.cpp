#include "dln/layers/sequential.hpp"

namespace dln {

template <typename T>
Shape Sequential<T>::output_shape(const Shape& x) const {
  Shape shape = x;
  for (std::size_t i = 0; i < this->size(); ++i) shape = this->at(i).output_shape(shape);
  return shape;
}

template <typename T>
std::size_t Sequential<T>::first_backward(const Pass<T>& pass) const {
  std::size_t first = 0;
  while (first < this->size() && !this->runs_backward(first, pass)) ++first;
  return first;
}

// [Follow the chain forward and back]
template <typename T>
Tensor<T> Sequential<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  const std::size_t first = first_backward(pass);
  for (std::size_t i = 0; i < this->size(); ++i) {
    const typename Pass<T>::Scope scope(pass, i >= first,
                                        i > first || pass.wants_input_gradient());
    x = this->at(i).forward(std::move(x), pass);
  }
  return x;
}

template <typename T>
Tensor<T> Sequential<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  const std::size_t first = first_backward(pass);
  for (std::size_t i = this->size(); i-- > first;) {
    const typename Pass<T>::Scope scope(pass, true, i > first || pass.wants_input_gradient());
    dy = this->at(i).backward(std::move(dy), pass);
  }
  return dy;
}
// [Follow the chain forward and back]

template class Sequential<float>;
template class Sequential<double>;

}  // namespace dln
