#include "dln/optimizers/optimizers.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

template <typename T>
T expect_positive(T learning_rate) {
  if (!(learning_rate > T(0))) throw Error("Optimizer", "a learning rate above 0", fmt::format("{}", learning_rate));
  return learning_rate;
}

template <typename T>
void expect_share(const char* rule, const char* setting, T share) {
  if (!(share >= T(0) && share < T(1)))
    throw Error(rule, fmt::format("{} in [0, 1)", setting), fmt::format("{}", share));
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
  expect_share("Momentum", "a momentum", momentum);
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

template <typename T>
Adam<T>::Adam(T learning_rate, T beta1, T beta2, T epsilon)
    : Optimizer<T>(learning_rate), beta1_(beta1), beta2_(beta2), epsilon_(epsilon) {
  expect_share("Adam", "a beta1", beta1);
  expect_share("Adam", "a beta2", beta2);
  if (!(epsilon > T(0))) throw Error("Adam", "an epsilon above 0", fmt::format("{}", epsilon));
}

template <typename T>
std::string Adam<T>::name() const {
  return fmt::format("Adam({}, {}, {})", this->learning_rate(), beta1_, beta2_);
}

// [Divide the mean gradient by its root mean square]
template <typename T>
void Adam<T>::update(Parameter<T>& parameter, const Tensor<T>& gradient) {
  expect_same_shape(parameter, gradient);
  arma::Col<T>& m = mean_.try_emplace(&parameter, gradient.size(), arma::fill::zeros).first->second;
  arma::Col<T>& v = square_.try_emplace(&parameter, gradient.size(), arma::fill::zeros).first->second;
  const int t = ++steps_[&parameter];
  m = beta1_ * m + (1 - beta1_) * gradient.values();
  v = beta2_ * v + (1 - beta2_) * arma::square(gradient.values());
  const auto m_correction = static_cast<T>(1 - std::pow(static_cast<double>(beta1_), t));
  const auto v_correction = static_cast<T>(1 - std::pow(static_cast<double>(beta2_), t));
  parameter.value.values() -= this->learning_rate() * (m / m_correction) / (arma::sqrt(v / v_correction) + epsilon_);
}
// [Divide the mean gradient by its root mean square]

template class Optimizer<float>;
template class Optimizer<double>;
template class GradientDescent<float>;
template class GradientDescent<double>;
template class Momentum<float>;
template class Momentum<double>;
template class Adam<float>;
template class Adam<double>;

}  // namespace dln
