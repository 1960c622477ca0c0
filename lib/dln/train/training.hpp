/**
 * @file
 * The training loop.
 */
#pragma once

#include <functional>
#include <limits>
#include <map>

#include "dln/core/error.hpp"
#include "dln/optimizers/optimizer.hpp"
#include "dln/train/history.hpp"

namespace dln {

/** Where a training loop is. */
struct Progress {
  std::size_t step = 0;             ///< steps done
  std::size_t steps = 0;            ///< steps in all
  const Epoch* finished = nullptr;  ///< the epoch that this step finished, if it did
};

/** How to train. */
struct TrainingOptions {
  std::size_t epochs = 10;      ///< how often every example is seen
  std::size_t batch_size = 64;  ///< examples a step; the last of an epoch may be smaller
  std::uint64_t seed = 1;       ///< of the shuffling, and of layers that draw random numbers
  std::size_t patience = 0;  ///< epochs without a better first validation metric until it ends
                             ///< early, with the best epoch's parameters; 0: it never does
  double max_minutes = std::numeric_limits<double>::infinity();  ///< for this call
  std::function<bool(const Progress&)> callback =
      {};  ///< called after every step; false ends the training
  bool shuffle =
      true;  ///< false keeps the examples' own order in every epoch, to see what comes of it
};

/**
 * How far a training has come: with the objective's parameters, the optimizer's state and the
 * options, all that it needs to go on. What follows has the same bits as if it had never
 * stopped: random streams are split off the seed by the number of the step and the epoch, and
 * nothing here depends on the clock.
 * @tparam T float or double
 */
template <typename T>
struct TrainingState {
  std::size_t step = 0;       ///< steps done
  std::vector<Epoch> epochs;  ///< whole epochs done
  Epoch current;              ///< of the epoch that has begun: what its steps have added so far
  std::map<std::string, Tensor<T>>
      best;  ///< with patience: all parameters, by path, as the best epoch left them
};

/** A training that went where there are no numbers; what happened until then is in its history.
 */
class Diverged : public Error {
 public:
  /** What the loop says, and what it did. */
  Diverged(const Error& error, History history) : Error(error), history_(std::move(history)) {}
  /** The steps until then; it ended as `diverged`. */
  [[nodiscard]] const History& history() const { return history_; }

 private:
  History history_;
};

/** How many steps an epoch has. */
std::size_t steps_per_epoch(std::size_t examples, std::size_t batch_size);

/**
 * Trains by mini-batches.
 * @param objective to be made small; its parameters are changed in place
 * @param optimizer the update rule
 * @param options how long, how, and whom to tell
 * @param state goes on from there, and is kept up to date for the callback to save
 * @throws Diverged if the loss or a gradient is no longer a number, which a smaller learning
 * rate mends
 * @throws Error for patience without a validation metric
 */
template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer, const TrainingOptions& options,
              TrainingState<T>& state);

/** Trains from the beginning. */
template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer, const TrainingOptions& options);

}  // namespace dln
