/**
 * @file
 * Gradient descent with momentum.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/**
 * Momentum, v = momentum * v - rate * dw, w += v: a ball that rolls down the slope.
 *
 * Source: Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013.
 */
template <typename T>
class Momentum final : public Optimizer<T> {
 public:
  /**
   * A rule whose velocities start at zero.
   * @param learning_rate the step size
   * @param momentum the part of the velocity kept from step to step
   * @throws Error unless the momentum is in [0, 1)
   */
  explicit Momentum(Schedule learning_rate, T momentum = T(0.9));
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  [[nodiscard]] std::vector<std::string> memories() const override { return {"velocity"}; }
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;

  T momentum_;
};

}  // namespace dln
