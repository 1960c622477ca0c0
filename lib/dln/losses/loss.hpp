/**
 * @file
 * What every loss can do.
 */
#pragma once

#include <string>

#include "dln/core/sums.hpp"
#include "dln/core/tensor.hpp"

namespace dln {

/** A loss summed over what was scored, and what to divide it by. */
struct LossValue {
  double sum = 0;    ///< over all that was scored
  double count = 0;  ///< how many were, each counted by its weight

  /** 1 / count, which turns the sum's gradient into the mean's; 0 where nothing was scored. */
  [[nodiscard]] double factor() const { return count > 0 ? 1 / count : 0; }
  /** sum / count; 0 where nothing was scored. */
  [[nodiscard]] double mean() const { return sum * factor(); }
};

/**
 * How badly scores fit a target: a sum of losses, one for everything that was scored.
 *
 * What the sum is divided by is for the caller to say, once, as only it knows what the whole
 * batch is: mostly `value().count`, in detection perhaps the number of anchors that hold an
 * object.
 * @tparam T float or double
 * @tparam Target what the scores are compared with: `arma::uvec` classes, `WeightedNumbers<T>`
 */
template <typename T, typename Target>
class Loss {
 public:
  Loss() = default;
  /** Losses are passed by reference. */
  Loss(const Loss&) = delete;
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  /** The class and its settings, as in `Hinge(margin 1)`. */
  [[nodiscard]] virtual std::string name() const = 0;

  /**
   * The loss of everything that is scored, times its weight; 0 for what is not.
   * @return one number a label, or one a score, depending on the target
   * @throws Error if the target does not fit the scores
   */
  [[nodiscard]] virtual Tensor<T> forward(const Tensor<T>& scores,
                                          const Target& target) const = 0;

  /**
   * The gradient of `factor` times the sum of the losses.
   * @return dscores, of the shape of the scores
   * @throws Error if the target does not fit the scores
   */
  [[nodiscard]] virtual Tensor<T> backward(const Tensor<T>& scores, const Target& target,
                                           double factor) const = 0;

  /** How much of the target is scored, each label or number counted by its weight. */
  [[nodiscard]] virtual double count(const Target& target) const = 0;

  /** The sum of the losses, and the count. */
  [[nodiscard]] LossValue value(const Tensor<T>& scores, const Target& target) const {
    return {sum(forward(scores, target)), count(target)};
  }
};

}  // namespace dln
