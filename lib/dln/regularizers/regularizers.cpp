#include "dln/regularizers/regularizers.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Regularizer<T>::Regularizer(T strength) : strength_(strength) {
  if (!(strength >= T(0))) throw Error("Regularizer", "a strength of at least 0", fmt::format("{}", strength));
}

template <typename T>
std::string L2<T>::name() const {
  return fmt::format("L2({})", this->strength());
}

template <typename T>
T L2<T>::forward(const Tensor<T>& weight) const {
  return this->strength() / 2 * arma::dot(weight.values(), weight.values());
}

template <typename T>
Tensor<T> L2<T>::backward(const Tensor<T>& weight) const {
  Tensor<T> dweight(weight.shape());
  dweight.values() = this->strength() * weight.values();
  return dweight;
}

template <typename T>
std::string L1<T>::name() const {
  return fmt::format("L1({})", this->strength());
}

template <typename T>
T L1<T>::forward(const Tensor<T>& weight) const {
  return this->strength() * arma::accu(arma::abs(weight.values()));
}

template <typename T>
Tensor<T> L1<T>::backward(const Tensor<T>& weight) const {
  Tensor<T> dweight(weight.shape());
  dweight.values() = this->strength() * arma::sign(weight.values());
  return dweight;
}

template class Regularizer<float>;
template class Regularizer<double>;
template class L2<float>;
template class L2<double>;
template class L1<float>;
template class L1<double>;

}  // namespace dln
