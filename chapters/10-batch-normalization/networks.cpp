#include <fmt/format.h>

#include <limits>

#include "dln/core/error.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/group_norm.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {
namespace {

void add_normalization(dln::Sequential<float>& hidden, const Plan& plan) {
  constexpr std::size_t groups = 8;
  if (plan.over == Over::batch)
    hidden.add<dln::BatchNorm<float>>(plan.width, 1e-5, plan.momentum);
  else
    hidden.add<dln::GroupNorm<float>>(plan.over == Over::group ? groups : 1, plan.width);
}

}  // namespace

void build(dln::Sequential<float>& network, const Plan& plan,
           const dln::program::Images& images, const dln::Random& random) {
  network.add<dln::Flatten<float>>();
  std::size_t inputs = images.train.images.shape().features();
  for (std::size_t l = 1; l <= plan.depth; ++l, inputs = plan.width) {
    auto& hidden = network.add_named<dln::Sequential<float>>(fmt::format("hidden{}", l));
    // [Normalize before or after the non-linearity]
    hidden.add<dln::Dense<float>>(inputs, plan.width, plan.initializer, random.split(l));
    if (plan.place == Place::before) add_normalization(hidden, plan);
    if (plan.tanh)
      hidden.add<dln::Tanh<float>>();
    else
      hidden.add<dln::ReLU<float>>();
    if (plan.place == Place::after) add_normalization(hidden, plan);
    // [Normalize before or after the non-linearity]
    if (plan.keep < 1) hidden.add<dln::Dropout<float>>(plan.keep);
  }
  network.add<dln::Dense<float>>(inputs, images.train.classes(), plan.initializer,
                                 random.split(99));
}

dln::program::Outcome learn(dln::Sequential<float>& network, const dln::program::Images& images,
                            double rate, std::size_t batch_size, std::size_t epochs,
                            const dln::program::Start& start) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  dln::Momentum<float> optimizer(rate, 0.9F);
  std::vector<double> losses;
  try {
    const dln::History history = dln::program::train(objective, optimizer,
                                                     {.epochs = epochs,
                                                      .batch_size = batch_size,
                                                      .seed = start.seed,
                                                      .callback = start.callback()});
    dln::program::stop_if_interrupted();
    for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
  } catch (const dln::Error&) {  // the loss left the numbers: nothing was learnt
    losses.assign(epochs, std::numeric_limits<double>::quiet_NaN());
  }
  dln::program::Outcome outcome;
  outcome.curves = {{"loss", losses}};
  outcome.numbers = {{"accuracy", dln::value_of(objective.validate(), "accuracy")}};
  return outcome;
}

}  // namespace chapter
