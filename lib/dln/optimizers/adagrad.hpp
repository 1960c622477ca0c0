/**
 * @file
 * Adagrad.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/**
 * Adagrad: every weight's step is divided by the root of the sum of all its squared gradients.
 *
 * square += dw^2, w -= rate * dw / (sqrt(square) + epsilon). The sum only grows, so the steps
 * only shrink.
 *
 * Source: Duchi, Hazan and Singer 2011.
 */
template <typename T>
class Adagrad final : public Optimizer<T> {
 public:
  /**
   * A rule whose sums start at zero.
   * @param learning_rate about how far a weight moves in its first step
   * @param epsilon keeps the division finite where all gradients were zero
   * @throws Error unless epsilon is above 0
   */
  explicit Adagrad(Schedule learning_rate, T epsilon = T(1e-8));
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  [[nodiscard]] std::vector<std::string> memories() const override { return {"square"}; }
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;

  T epsilon_;
};

}  // namespace dln
