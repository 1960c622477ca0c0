/**
 * @file
 * The binary cross-entropy of scores.
 */
#pragma once

#include "dln/losses/weighted_numbers.hpp"

namespace dln {

/**
 * The binary cross-entropy of scores s against t, the probability or the fact (0 or 1) of a
 * yes: L_i = -t log p - (1 - t) log(1 - p) with p = 1 / (1 + exp(-s)).
 *
 * It is computed as max(s, 0) - s t + log(1 + exp(-|s|)), in which nothing overflows and no
 * probability is rounded to 0; its gradient is p - t. Classes that do not exclude each other
 * have one score each. Source: Bishop 2006, section 4.3.2.
 */
template <typename T>
class BinaryCrossEntropy final : public NumberLoss<T> {
 public:
  [[nodiscard]] std::string name() const override { return "BinaryCrossEntropy"; }
  /** As for every loss; throws an Error if a number is outside 0 ... 1 too. */
  [[nodiscard]] Tensor<T> forward(const Tensor<T>& scores,
                                  const WeightedNumbers<T>& target) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const WeightedNumbers<T>& target,
                                   double factor) const override;
  [[nodiscard]] double count(const WeightedNumbers<T>& target) const override {
    return total_weight(target);
  }
};

}  // namespace dln
