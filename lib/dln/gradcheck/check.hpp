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
  std::vector<double> steps = {1e-5, 1e-4,
                               1e-6};  ///< the nudges h, tried in this order until one agrees
  double tolerance = 1e-7;             ///< the relative error allowed; whole networks take 1e-6
  std::size_t max_entries =
      std::numeric_limits<std::size_t>::max();  ///< above this, a random sample is checked
  double max_kinks = 0.03;                      ///< the share of entries that may be at a kink
  double min_alive = 0.05;  ///< the share of compared entries whose numerical gradient must be
                            ///< more than rounding
  std::uint64_t seed = 1;   ///< of the sample and the projection
  Mode mode = Mode::train;  ///< how the layers run
};

/** One tensor to be checked. */
struct Subject {
  std::string tensor;                       ///< its name
  Tensor<double>& value;                    ///< what is nudged, and put back to the same bits
  Tensor<double> analytic;                  ///< the gradient to be checked
  std::function<Tensor<double>()> outputs;  ///< computes y again from the nudged value
  Tensor<double> dy;                        ///< the projection: the loss is sum(dy .* y)
  std::size_t batch = 1;  ///< how many examples the loss is a mean over, for the diagnosis
  std::vector<Term> known_terms;  ///< parts of the gradient, for the diagnosis
  std::vector<Term> factors =
      {};  ///< factors of the gradient that may be forgotten, for the diagnosis
  std::vector<Term> slips = {};  ///< gradients after slips, by what to say of them
};

/**
 * Checks one tensor's gradient.
 *
 * Every output is differenced on its own before the projection, so that cancellation does not
 * drown the answer: n = sum(dy .* (y(x+h) - y(x-h))) / 2h. An entry passes when |a - n| <=
 * tolerance * max(|a|, |n|) + 10 eps sum|dy .* y| / h, the second term being what rounding
 * alone can do. It is left out when the function has a kink there: when the two one-sided
 * differences still disagree after halving h.
 *
 * A check of zeros against zeros says nothing. So it fails, too, where few entries are alive,
 * or where none moves any output.
 * @throws Error if the analytic gradient has another shape than the tensor
 */
TensorReport check_tensor(const Subject& subject, const Options& options = {});

/**
 * Checks a layer, or a whole network: its input's gradient and that of each parameter that
 * learns, and that backward adds to gradients already there. The random generator starts the
 * same way for every evaluation.
 * @throws Error if backward leaves something that forward kept
 */
Report check_layer(Layer<double>& layer, Tensor<double> x, const Options& options = {});

/** Checks the gradient of a loss's mean by the scores. */
template <typename Target>
Report check_loss(const Loss<double, Target>& loss, Tensor<double> scores, const Target& target,
                  const Options& options = {}) {
  // The loss of everything that is scored is an output, and its share of the mean the
  // projection.
  const auto outputs = [&] { return loss.forward(scores, target); };
  const double factor = loss.value(scores, target).factor();
  const Tensor<double> mean(outputs().shape(), factor);
  Report report{loss.name(), "scores " + to_string(scores.shape()), {}};
  const auto batch = static_cast<std::size_t>(loss.count(target));
  report.tensors.push_back(check_tensor(
      {"scores", scores, loss.backward(scores, target, factor), outputs, mean, batch, {}},
      options));
  return report;
}

/** Checks a regularizer. */
Report check_regularizer(const Regularizer<double>& regularizer, Tensor<double> weight,
                         const Options& options = {});

/**
 * Checks all of a training step: the gradients that it leaves in the pass, by every parameter
 * that learns, against the loss that it returns.
 * @param name what is checked
 * @param parameters all that the loss depends on
 * @param step runs forward and back
 * @param regularizer a part of the loss, for the diagnosis; null for none
 * @param options how; give it a tolerance of 1e-6
 */
Report check_step(const std::string& name, const ParameterList<double>& parameters,
                  const std::function<double(Pass<double>&)>& step,
                  const Regularizer<double>* regularizer = nullptr,
                  const Options& options = {});

}  // namespace dln::gradcheck
