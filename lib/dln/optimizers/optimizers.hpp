/**
 * @file
 * How a gradient changes a parameter.
 */
#pragma once

#include <map>
#include <string>

#include "dln/core/parameter.hpp"

namespace dln {

/**
 * An update rule, with whatever it remembers of each parameter between steps.
 * @tparam T float or double
 */
template <typename T>
class Optimizer {
 public:
  /** A rule. @param learning_rate the step size, above 0 @throws Error if it is not */
  explicit Optimizer(T learning_rate);
  /** Optimizers are passed by reference. */
  Optimizer(const Optimizer&) = delete;
  /** Optimizers are passed by reference. @return never */
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  /** The class and its settings, as in `Momentum(0.1, 0.9)`. @return the text */
  [[nodiscard]] virtual std::string name() const = 0;

  /**
   * Takes one step with one parameter.
   * @param parameter is changed in place; its address tells the rule which memory is whose
   * @param gradient of the loss by the parameter, of the same shape
   */
  virtual void update(Parameter<T>& parameter, const Tensor<T>& gradient) = 0;

  /** The step size. @return above 0 */
  [[nodiscard]] T learning_rate() const { return learning_rate_; }
  /** Changes the step size, for schedules. @param learning_rate above 0 @throws Error if it is not */
  void set_learning_rate(T learning_rate);

 private:
  T learning_rate_;
};

/** Gradient descent, w -= learning_rate * dw: one step straight down the slope. */
template <typename T>
class GradientDescent final : public Optimizer<T> {
 public:
  using Optimizer<T>::Optimizer;
  [[nodiscard]] std::string name() const override;
  void update(Parameter<T>& parameter, const Tensor<T>& gradient) override;
};

/**
 * Momentum, v = momentum * v - learning_rate * dw, w += v: a ball that rolls down the slope.
 *
 * Source: Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013.
 */
template <typename T>
class Momentum final : public Optimizer<T> {
 public:
  /**
   * A rule whose velocities start at zero.
   * @param learning_rate the step size, above 0
   * @param momentum the part of the velocity kept from step to step, in [0, 1)
   * @throws Error if one is outside its range
   */
  explicit Momentum(T learning_rate, T momentum = T(0.9));
  [[nodiscard]] std::string name() const override;
  void update(Parameter<T>& parameter, const Tensor<T>& gradient) override;

 private:
  T momentum_;
  std::map<const Parameter<T>*, arma::Col<T>> velocity_;
};

/**
 * Adam: every weight has a step size of its own, the mean gradient over its root mean square.
 *
 * At step t: m = beta1 m + (1 - beta1) dw, v = beta2 v + (1 - beta2) dw^2, and
 * w -= learning_rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). Both means start at zero and would
 * be too small at first; the divisions by 1 - beta^t make up for it exactly.
 *
 * Source: Kingma and Ba 2015; the defaults are theirs.
 */
template <typename T>
class Adam final : public Optimizer<T> {
 public:
  /**
   * A rule whose means start at zero.
   * @param learning_rate about how far a weight moves in a step, above 0
   * @param beta1 the part of the mean gradient kept from step to step, in [0, 1)
   * @param beta2 the part of the mean square kept, in [0, 1)
   * @param epsilon keeps the division finite where the gradient is zero, above 0
   * @throws Error if one is outside its range
   */
  explicit Adam(T learning_rate = T(1e-3), T beta1 = T(0.9), T beta2 = T(0.999), T epsilon = T(1e-8));
  [[nodiscard]] std::string name() const override;
  void update(Parameter<T>& parameter, const Tensor<T>& gradient) override;

 private:
  T beta1_, beta2_, epsilon_;
  std::map<const Parameter<T>*, arma::Col<T>> mean_, square_;
  std::map<const Parameter<T>*, int> steps_;
};

}  // namespace dln
