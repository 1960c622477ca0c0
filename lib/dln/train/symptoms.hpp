/**
 * @file
 * What the training doctor measures in a history before it judges.
 */
#pragma once

#include <limits>
#include <string>

#include "dln/train/history.hpp"

namespace dln {

/** Numbers read off a history; NaN or 0 where it does not tell. */
struct Symptoms {
  /** The layer that fares worst. */
  struct Worst {
    std::string layer;  ///< its path
    double share = 0;   ///< of its units or values
  };

  const History& history;  ///< that all this is about
  double rate = 0;         ///< the first step's learning rate
  double first_loss_ratio =
      std::numeric_limits<double>::quiet_NaN();  ///< the first batch's loss over the untaught
                                                 ///< one
  bool begins_taught =
      false;  ///< the first batch is answered better than by chance: weights from elsewhere
  double largest_loss_ratio = 0;  ///< and the largest
  double first_pull =
      0;  ///< |w| |dw| over the untaught loss, the greatest of all parameters, first step
  double largest_pull = 0;            ///< and of all steps
  std::size_t largest_pull_step = 0;  ///< 1, 2, ...
  double update_ratio =
      0;           ///< |change| / |weights| over all parameters: the median over the steps
  double way = 0;  ///< the sum of those ratios: 1 is a way as long as the weights
  bool has_rate_too_high = false;  ///< long steps, and a loss that they threw up
  double progress = 1;             ///< 1 - the last epoch's loss over the first batch's
  double repetition = 0;  ///< correlation of the batches' losses with those of the epoch before
  Worst dead_before = {};       ///< of rectified units, before the first step
  Worst dead_after = {};        ///< and after the last
  Worst saturated_before = {};  ///< of squashed values, before the first step
  Worst saturated_after = {};   ///< and after the last
  double training_accuracy =
      std::numeric_limits<double>::quiet_NaN();  ///< in the last epoch, while learning
  double validation_accuracy = std::numeric_limits<double>::quiet_NaN();  ///< after it
  double validation_examples = 0;  ///< that this is a share of
};

/** Measures a history of at least one step, which must live as long as what comes back. */
Symptoms symptoms_of(const History& history);

}  // namespace dln
