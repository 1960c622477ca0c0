#include "dln/regularizers/regularizers.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/sums.hpp"

namespace dln {

template <typename T>
Regularizer<T>::Regularizer(T strength) : strength_(strength) {
  if (!(strength >= T(0) && std::isfinite(strength)))
    throw Error("Regularizer", "a finite strength of at least 0", fmt::format("{}", strength));
}

template <typename T>
std::string L2<T>::name() const {
  return fmt::format("L2({})", this->strength());
}

template <typename T>
double L2<T>::forward(const Tensor<T>& weight) const {
  return this->strength() / 2.0 * squared_norm(weight);
}

template <typename T>
void L2<T>::backward(const Tensor<T>& weight, Tensor<T>& dweight) const {
  dweight.values() += this->strength() * weight.values();
}

template <typename T>
std::string L1<T>::name() const {
  return fmt::format("L1({})", this->strength());
}

template <typename T>
double L1<T>::forward(const Tensor<T>& weight) const {
  return this->strength() *
         sum_in_blocks(weight.size(), [&](std::size_t i) { return std::abs(weight[i]); });
}

template <typename T>
void L1<T>::backward(const Tensor<T>& weight, Tensor<T>& dweight) const {
  dweight.values() += this->strength() * arma::sign(weight.values());
}

template <typename T>
std::string ElasticNet<T>::name() const {
  return fmt::format("ElasticNet({}, {})", l1_.strength(), l2_.strength());
}

template <typename T>
double ElasticNet<T>::forward(const Tensor<T>& weight) const {
  return l1_.forward(weight) + l2_.forward(weight);
}

template <typename T>
void ElasticNet<T>::backward(const Tensor<T>& weight, Tensor<T>& dweight) const {
  l1_.backward(weight, dweight);
  l2_.backward(weight, dweight);
}

template <typename T>
double penalize(const Regularizer<T>& regularizer, const ParameterList<T>& parameters,
                Pass<T>& pass) {
  double penalty = 0;
  for (const auto& [path, parameter] : parameters) {
    if (parameter->kind != ParameterKind::weight || !parameter->learns()) continue;
    penalty += regularizer.forward(parameter->value);
    regularizer.backward(parameter->value, pass.gradient(*parameter));
  }
  return penalty;
}

template class Regularizer<float>;
template class Regularizer<double>;
template class L2<float>;
template class L2<double>;
template class L1<float>;
template class L1<double>;
template class ElasticNet<float>;
template class ElasticNet<double>;
template double penalize(const Regularizer<float>&, const ParameterList<float>&, Pass<float>&);
template double penalize(const Regularizer<double>&, const ParameterList<double>&,
                         Pass<double>&);

}  // namespace dln
