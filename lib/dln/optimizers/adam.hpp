/**
 * @file
 * Adam.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/** What Adam does about its means, which start at zero. */
enum class Correction {
  of_both_means,  ///< divides them by 1 - beta^t, which is exact
  none            ///< nothing, as the rule is often printed: the first steps are wrong in size
};

/**
 * Adam: every weight has a step size of its own, the mean gradient over its root mean square.
 *
 * At step t: m = beta1 m + (1 - beta1) dw, v = beta2 v + (1 - beta2) dw^2, and
 * w -= rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). Both means start at
 * zero and would be too small at first; the divisions by 1 - beta^t make up for it exactly.
 *
 * Source: Kingma and Ba 2015; the defaults are theirs.
 */
template <typename T>
class Adam final : public Optimizer<T> {
 public:
  /**
   * A rule whose means start at zero.
   * @param learning_rate about how far a weight moves in a step
   * @param beta1 the part of the mean gradient kept from step to step
   * @param beta2 the part of the mean square kept
   * @param epsilon keeps the division finite where the gradient is zero
   * @param correction whether the means are corrected for their start
   * @throws Error unless the betas are in [0, 1) and epsilon is above 0
   */
  explicit Adam(Schedule learning_rate = 1e-3, T beta1 = T(0.9), T beta2 = T(0.999),
                T epsilon = T(1e-8), Correction correction = Correction::of_both_means);
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  [[nodiscard]] std::vector<std::string> memories() const override {
    return {"mean", "square"};
  }
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;

  T beta1_, beta2_, epsilon_;
  Correction correction_;
};

}  // namespace dln
