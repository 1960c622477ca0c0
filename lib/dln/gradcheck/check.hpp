/**
 * @file
 * The gradient check: numerical against analytic, entry by entry.
 */
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "dln/gradcheck/diagnosis.hpp"
#include "dln/gradcheck/report.hpp"
#include "dln/layers/layer.hpp"
#include "dln/losses/loss.hpp"
#include "dln/regularizers/regularizers.hpp"

namespace dln::gradcheck {

/** How a check is made. */
struct Options {
  std::vector<double> steps = {1e-5, 1e-4, 1e-6};  ///< the nudges h, tried in this order until one agrees
  double tolerance = 1e-7;                         ///< the relative error allowed; whole networks take 1e-6
  std::size_t most_entries = std::numeric_limits<std::size_t>::max();  ///< above this, a random sample is checked
  double most_kinks = 0.03;                                            ///< the share of entries that may be at a kink
  std::uint64_t seed = 1;                                              ///< of the sample and the projection
  Mode mode = Mode::train;                                             ///< how the layers run
};

/** One tensor to be checked. */
struct Subject {
  std::string tensor;                       ///< its name
  Tensor<double>& value;                    ///< what is nudged, and put back to the same bits
  Tensor<double> analytic;                  ///< the gradient to be checked
  std::function<Tensor<double>()> outputs;  ///< computes y again from the nudged value
  Tensor<double> dy;                        ///< the projection: the loss is sum(dy .* y)
  std::size_t batch = 1;                    ///< how many examples the loss is a mean over, for the diagnosis
  std::vector<Term> known_terms;            ///< parts of the gradient, for the diagnosis
};

/**
 * Checks one tensor's gradient.
 *
 * Every output is differenced on its own before the projection, so that cancellation does not drown the answer:
 * n = sum(dy .* (y(x+h) - y(x-h))) / 2h. An entry passes when
 * |a - n| <= tolerance * max(|a|, |n|) + 10 eps sum|dy .* y| / h, the second term being what rounding alone can do.
 * It is left out when the function has a kink there: when the two one-sided differences still disagree after halving h.
 *
 * @param subject what to check
 * @param options how
 * @return what was found, with a diagnosis if an entry is wrong
 * @throws Error if the analytic gradient has another shape than the tensor
 */
TensorReport check_tensor(const Subject& subject, const Options& options = {});

/**
 * Checks a layer: its input's gradient and each parameter's, and that backward adds to gradients already there.
 * @param layer the layer, or a whole network
 * @param x its input
 * @param options how; the layer's random generator starts the same way for every evaluation
 * @return what was found
 */
Report check_layer(Layer<double>& layer, Tensor<double> x, const Options& options = {});

/**
 * Checks a loss: the gradient of its mean by the scores.
 * @param loss the loss
 * @param scores N x C
 * @param labels N right classes
 * @param options how
 * @return what was found
 */
Report check_loss(const Loss<double>& loss, Tensor<double> scores, const arma::uvec& labels,
                  const Options& options = {});

/**
 * Checks a regularizer.
 * @param regularizer the regularizer
 * @param weight any tensor
 * @param options how
 * @return what was found
 */
Report check_regularizer(const Regularizer<double>& regularizer, Tensor<double> weight, const Options& options = {});

/**
 * Checks a network, a loss and a regularizer together: the gradient of the whole objective by every parameter.
 * @param network maps x to scores
 * @param loss compares scores and labels
 * @param regularizer penalizes the parameters that are marked for it
 * @param x the examples
 * @param labels their right classes
 * @param options how; give it a tolerance of 1e-6
 * @return what was found
 */
Report check_objective(Layer<double>& network, const Loss<double>& loss, const Regularizer<double>& regularizer,
                       const Tensor<double>& x, const arma::uvec& labels, const Options& options = {});

}  // namespace dln::gradcheck
