#include "dln/optimizers/optimizers.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {
namespace {

template <typename T>
T expect_positive(T learning_rate) {
  if (!(learning_rate > T(0))) throw Error("Optimizer", "a learning rate above 0", fmt::format("{}", learning_rate));
  return learning_rate;
}

template <typename T>
void expect_same_shape(const Parameter<T>& parameter, const Tensor<T>& gradient) {
  if (parameter.value.shape() != gradient.shape())
    throw Error("gradient of " + parameter.name, to_string(parameter.value.shape()), to_string(gradient.shape()));
}

}  // namespace

template <typename T>
Optimizer<T>::Optimizer(T learning_rate) : learning_rate_(expect_positive(learning_rate)) {}

template <typename T>
void Optimizer<T>::set_learning_rate(T learning_rate) {
  learning_rate_ = expect_positive(learning_rate);
}

template <typename T>
std::string GradientDescent<T>::name() const {
  return fmt::format("GradientDescent({})", this->learning_rate());
}

template <typename T>
void GradientDescent<T>::update(Parameter<T>& parameter, const Tensor<T>& gradient) {
  expect_same_shape(parameter, gradient);
  parameter.value.values() -= this->learning_rate() * gradient.values();
}

template <typename T>
Momentum<T>::Momentum(T learning_rate, T momentum) : Optimizer<T>(learning_rate), momentum_(momentum) {
  if (!(momentum >= T(0) && momentum < T(1)))
    throw Error("Momentum", "a momentum in [0, 1)", fmt::format("{}", momentum));
}

template <typename T>
std::string Momentum<T>::name() const {
  return fmt::format("Momentum({}, {})", this->learning_rate(), momentum_);
}

// [Let the velocity gather the gradients]
template <typename T>
void Momentum<T>::update(Parameter<T>& parameter, const Tensor<T>& gradient) {
  expect_same_shape(parameter, gradient);
  arma::Col<T>& v = velocity_.try_emplace(&parameter, parameter.value.size(), arma::fill::zeros).first->second;
  v = momentum_ * v - this->learning_rate() * gradient.values();
  parameter.value.values() += v;
}
// [Let the velocity gather the gradients]

template class Optimizer<float>;
template class Optimizer<double>;
template class GradientDescent<float>;
template class GradientDescent<double>;
template class Momentum<float>;
template class Momentum<double>;

}  // namespace dln
