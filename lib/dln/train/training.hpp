/**
 * @file
 * The training loop.
 */
#pragma once

#include <functional>
#include <vector>

#include "dln/data/dataset.hpp"
#include "dln/layers/layer.hpp"
#include "dln/losses/loss.hpp"
#include "dln/optimizers/optimizers.hpp"
#include "dln/regularizers/regularizers.hpp"

namespace dln {

/** One epoch of training. */
struct Epoch {
  std::size_t number = 0;          ///< 1, 2, ...
  double loss = 0;                 ///< mean over the epoch's batches of data loss + penalty, while learning
  double train_accuracy = 0;       ///< right answers while learning, 0 ... 1
  double validation_accuracy = 0;  ///< right answers afterwards on images not learnt from; NaN without any
  double update_ratio = 0;         ///< |change of the weights| / |weights|, mean over the epoch's steps
};

/** What a training loop did. */
struct History {
  std::vector<Epoch> epochs;         ///< the whole epochs
  std::vector<double> batch_losses;  ///< data loss + penalty of every step
  bool stopped = false;              ///< whether the callback ended it early
};

/** Where a training loop is. */
struct Progress {
  std::size_t step = 0;             ///< steps done
  std::size_t steps = 0;            ///< steps in all
  const Epoch* finished = nullptr;  ///< the epoch that this step finished, if it did
};

/** How to train. */
struct TrainingOptions {
  std::size_t epochs = 10;                             ///< how often every example is seen
  std::size_t batch_size = 64;                         ///< examples a step
  std::uint64_t seed = 1;                              ///< of the shuffling, and of layers that draw random numbers
  std::function<bool(const Progress&)> callback = {};  ///< called after every step; false ends the training
};

/**
 * The mean loss and right answers of a network over a batch, with the gradients left in the parameters' order.
 * @tparam T float or double
 */
template <typename T>
struct Step {
  double loss = 0;                   ///< mean data loss plus penalty
  std::size_t right = 0;             ///< how many highest scores were the right class's
  std::vector<Tensor<T>> gradients;  ///< one a parameter, in the order of network.parameters()
};

/**
 * Runs a batch forward and back.
 *
 * The batch is cut into shards of 32 examples, which the threads share out; their gradients are added in a fixed tree.
 * So the result has the same bits for any number of threads.
 * @param network maps images to scores
 * @param loss compares scores and labels
 * @param regularizer penalizes the parameters marked for it; may be null
 * @param batch the examples
 * @param random for layers that draw random numbers; shard k uses its stream k
 * @return loss, right answers and gradients
 */
template <typename T>
Step<T> compute_step(Layer<T>& network, const Loss<T>& loss, const Regularizer<T>* regularizer, const Dataset<T>& batch,
                     const Random& random);

/**
 * Trains a network by mini-batches.
 * @param network is changed in place
 * @param loss to be made small
 * @param regularizer added to it; may be null
 * @param optimizer the update rule
 * @param train the examples to learn from
 * @param validation examples to measure accuracy on after each epoch; may be empty
 * @param options how long, how, and whom to tell
 * @return what happened
 * @throws Error if the loss is no longer a number, which a smaller learning rate mends
 */
template <typename T>
History train(Layer<T>& network, const Loss<T>& loss, const Regularizer<T>* regularizer, Optimizer<T>& optimizer,
              const Dataset<T>& train, const Dataset<T>& validation, const TrainingOptions& options);

/**
 * The scores of a network in test mode.
 * @param network maps images to scores
 * @param images N examples
 * @return N x C
 */
template <typename T>
Tensor<T> predict(const Layer<T>& network, const Tensor<T>& images);

/**
 * The class with the highest score, for every example.
 * @param scores N x C
 * @return N classes
 */
template <typename T>
arma::uvec classify(const Tensor<T>& scores);

/**
 * The share of right answers.
 * @param predicted N classes
 * @param labels N right classes
 * @return 0 ... 1, NaN if there are none
 */
double accuracy(const arma::uvec& predicted, const arma::uvec& labels);

}  // namespace dln
