/**
 * @file
 * What a network says, and how often it is correct.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The scores of a network in test mode: nothing is kept, and no statistic changes.
 *
 * The images go through in batches, large enough to occupy the threads and small enough for the
 * memory.
 * @param network maps N x C x H x W to N x anything
 */
template <typename T>
Tensor<T> predict(const Layer<T>& network, const Tensor<T>& images);

/**
 * A network that answers batch after batch: its weights are packed for their kernels once, with
 * the first.
 *
 * None of them may change while this exists. Called by one thread at a time.
 * @tparam T float or double
 */
template <typename T>
class Predictor {
 public:
  /** Predictions of a network, which must live as long. */
  explicit Predictor(const Layer<T>& network);

  /** The scores of one batch, which goes through whole; moved in where the caller has no more
   * use for it. */
  Tensor<T> operator()(Tensor<T> images) { return network_.forward(std::move(images), pass_); }

 private:
  const Layer<T>& network_;
  Pass<T> pass_;
};

/** The class with the highest score, for each of N examples. */
template <typename T>
arma::uvec classify(const Tensor<T>& scores);

/**
 * The share of correct answers, 0 ... 1; NaN if there are none.
 * @throws Error unless there is one answer a label
 */
double accuracy(const arma::uvec& answers, const arma::uvec& labels);

}  // namespace dln
