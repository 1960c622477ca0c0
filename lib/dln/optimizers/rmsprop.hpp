/**
 * @file
 * RMSProp.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/**
 * RMSProp: every weight's step is divided by the root of a running mean of its squared
 * gradients.
 *
 * square = kept * square + (1 - kept) * dw^2, w -= rate * dw / (sqrt(square) + epsilon). The
 * mean starts at zero and is not corrected for it, so the first steps are longer than the rate,
 * by up to 1 / sqrt(1 - kept).
 *
 * Source: Tieleman and Hinton 2012.
 */
template <typename T>
class RMSProp final : public Optimizer<T> {
 public:
  /**
   * A rule whose means start at zero.
   * @param learning_rate about how far a weight moves in a step
   * @param kept the part of the mean square kept from step to step
   * @param epsilon keeps the division finite where the gradient is zero
   * @throws Error unless `kept` is in [0, 1) and epsilon is above 0
   */
  explicit RMSProp(Schedule learning_rate, T kept = T(0.9), T epsilon = T(1e-8));
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  [[nodiscard]] std::vector<std::string> memories() const override { return {"square"}; }
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;

  T kept_, epsilon_;
};

}  // namespace dln
