/**
 * @file
 * Gradient descent with Nesterov's momentum.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/**
 * Nesterov's momentum: the gradient is taken where the momentum is about to carry the weights.
 *
 * With u = momentum * v the velocity that is sure to come, v = u - rate * dloss(w + u), w += v.
 * The parameters held here are the place looked at, w + u, so that any network gives the
 * gradient that is asked for; written for that place the rule is: before = v, v = momentum * v
 * - rate * dw, w += -momentum * before + (1 + momentum) * v.
 *
 * Source: Nesterov 1983; Sutskever, Martens, Dahl and Hinton 2013; the rewriting, Bengio,
 * Boulanger-Lewandowski and Pascanu 2013.
 */
template <typename T>
class Nesterov final : public Optimizer<T> {
 public:
  /** @copydoc dln::Momentum::Momentum(Schedule, T) */
  explicit Nesterov(Schedule learning_rate, T momentum = T(0.9));
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  [[nodiscard]] std::vector<std::string> memories() const override { return {"velocity"}; }
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;

  T momentum_;
};

}  // namespace dln
