/**
 * @file
 * What a training makes small.
 */
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "dln/layers/pass.hpp"

namespace dln {

/** A number and what it is. */
struct NamedNumber {
  std::string name;  ///< `accuracy`
  double value = 0;  ///< the number
};

/** The number of that name; NaN if there is none. */
double value_of(const std::vector<NamedNumber>& numbers, const std::string& name);

/** What a batch came to. */
struct BatchLoss {
  double loss = 0;                      ///< what the gradients are of
  std::vector<NamedNumber> parts = {};  ///< what it is the sum of: one loss a head, the penalty
  std::vector<NamedNumber> metrics =
      {};  ///< how well the batch was done while learning, by the task's own measures
};

/** What is known of a task before anything is learnt; NaN or 0 where an objective cannot tell.
 */
struct Task {
  double untaught_loss =
      std::numeric_limits<double>::quiet_NaN();              ///< of scores that are all zero
  double chance = std::numeric_limits<double>::quiet_NaN();  ///< accuracy of who always says
                                                             ///< the commonest class
  std::size_t validation_examples = 0;                       ///< not learnt from
  std::size_t copies = 0;  ///< how many of those are among the examples learnt from, bit by bit
  double mean_learnt_from = 1;    ///< root mean square of the features' means, in their spread
  double mean_of_validation = 1;  ///< the same of the validation examples
  double mean_of_all = 1;  ///< and of all together: a mean taken over all leaves nothing here
};

/** How the units after one hidden layer fare on some examples. */
struct Activity {
  std::string layer;  ///< its path
  double dead = 0;    ///< the share of rectified units that are zero for every example
  double saturated =
      0;  ///< the share of squashed values whose slope is below a twentieth of the steepest
};

/**
 * A number that depends on parameters and training examples, and is to be made small; and how
 * well the task is then done.
 *
 * It may have any number of networks, heads and losses: `backpropagate` runs them in plain
 * code. Of each network it tells the pass, alike before its forward and its backward, whether
 * the gradient of its input is wanted.
 * @tparam T float or double
 */
template <typename T>
class Objective {
 public:
  Objective() = default;
  /** Objectives are passed by reference. */
  Objective(const Objective&) = delete;
  Objective& operator=(const Objective&) = delete;
  virtual ~Objective() = default;

  /** All parameters that it depends on, statistics among them. */
  [[nodiscard]] virtual ParameterList<T> parameters() = 0;

  /** How many examples there are to learn from. */
  [[nodiscard]] virtual std::size_t examples() const = 0;

  /**
   * Runs some of the examples forward and back, and leaves the gradients of their loss in the
   * pass.
   * @param examples which, each below examples(); a mean over them is divided once, by what
   * this batch holds
   * @throws Error if there are none
   */
  virtual BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) = 0;

  /** How well the task is done on examples not learnt from: numbers of which higher is better,
   * the main one first. */
  [[nodiscard]] virtual std::vector<NamedNumber> validate() { return {}; }

  /** What is known before anything is learnt: what the training doctor compares with. */
  [[nodiscard]] virtual Task task() { return {}; }

  /** How its hidden units fare on some of the examples; changes nothing. */
  [[nodiscard]] virtual std::vector<Activity> activity() { return {}; }
};

}  // namespace dln
