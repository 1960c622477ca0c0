/**
 * @file
 * The squared error.
 */
#pragma once

#include "dln/losses/weighted_numbers.hpp"

namespace dln {

/**
 * The squared error of scores s against numbers t, L_i = (s - t)^2, with the gradient 2 (s -
 * t).
 *
 * One number that is far off outweighs many that are near. Source: Gauss 1809.
 */
template <typename T>
class SquaredError final : public NumberLoss<T> {
 public:
  [[nodiscard]] std::string name() const override { return "SquaredError"; }
  [[nodiscard]] Tensor<T> forward(const Tensor<T>& scores,
                                  const WeightedNumbers<T>& target) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const WeightedNumbers<T>& target,
                                   double factor) const override;
  [[nodiscard]] double count(const WeightedNumbers<T>& target) const override {
    return total_weight(target);
  }
};

}  // namespace dln
