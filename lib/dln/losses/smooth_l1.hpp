/**
 * @file
 * The smooth L1 loss.
 */
#pragma once

#include "dln/losses/weighted_numbers.hpp"

namespace dln {

/**
 * The smooth L1 loss of the difference d = s - t: d^2 / (2 beta) where |d| < beta, and |d| -
 * beta / 2 beyond.
 *
 * Near zero it is a parabola, far away a straight line: its gradient, d / beta held to -1 ...
 * 1, never explodes for a box that is far off. beta times it is Huber's loss. Source: Huber
 * 1964; Girshick 2015, section 2.3, with beta 1.
 */
template <typename T>
class SmoothL1 final : public NumberLoss<T> {
 public:
  /** The difference from which it is straight; throws an Error unless it is above 0. */
  explicit SmoothL1(T beta = T(1));

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Tensor<T> forward(const Tensor<T>& scores,
                                  const WeightedNumbers<T>& target) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const WeightedNumbers<T>& target,
                                   double factor) const override;
  [[nodiscard]] double count(const WeightedNumbers<T>& target) const override {
    return total_weight(target);
  }

 private:
  T beta_;
};

}  // namespace dln
