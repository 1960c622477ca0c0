#include "dln/train/training.hpp"

#include <fmt/format.h>

#include <limits>

#include "dln/core/error.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;

namespace {

using Network = dln::Sequential<float>;

/** Layers of 64 ReLUs behind each other. */
void build(Network& network, std::size_t depth, const dln::program::Images& images,
           const Scheme& scheme, float bias, const dln::Random& random) {
  network.add<dln::Flatten<float>>();
  std::size_t inputs = images.train.images.shape().features();
  for (std::size_t l = 0; l < depth; ++l, inputs = 64) {
    auto& layer =
        network.add<dln::Dense<float>>(inputs, 64, scheme.initializer, random.split(l));
    layer.bias().value.values().fill(bias);
    network.add<dln::ReLU<float>>();
  }
  network.add<dln::Dense<float>>(64, images.train.classes(), scheme.initializer,
                                 random.split(99));
}

Outcome learn(Network& network, const dln::program::Images& images, std::size_t epochs,
              const Start& start) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  dln::Momentum<float> optimizer(0.005, 0.9F);
  std::vector<double> losses;
  Outcome outcome;
  try {
    const dln::History history = dln::program::train(
        objective, optimizer,
        {.epochs = epochs, .seed = start.seed, .callback = start.callback()});
    dln::program::stop_if_interrupted();
    for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
  } catch (const dln::Error&) {  // the loss left the numbers: nothing was learnt
    losses.assign(epochs, std::numeric_limits<double>::quiet_NaN());
  }
  outcome.curves = {{"loss", losses}};
  outcome.numbers = {{"validation accuracy", dln::value_of(objective.validate(), "accuracy")}};
  return outcome;
}

}  // namespace

Report train_from_schemes(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(8, 3);
  std::vector<dln::program::Variant> variants;
  for (const Scheme& scheme : all_schemes())
    variants.push_back({scheme.name, [=, &images](const Start& start) {
                          Network network;
                          build(network, 10, images, scheme, 0, start.random);
                          return learn(network, images, epochs, start);
                        }});
  const auto found = dln::program::compare("schemes", variants, options, options.choose(3, 2));
  Report report;
  report.say("Ten layers of 64 ReLUs, momentum at 0.005, from each scheme:");
  report.append(found.report("schemes",
                             {{"validation accuracy", "{:.1%}", dln::program::Spread::range}}));
  return report;
}

Report try_biases(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(5, 2);
  std::vector<dln::program::Variant> variants;
  for (const float bias : {-1.0F, 0.0F, 0.01F, 0.1F, 1.0F})
    variants.push_back(
        {fmt::format("{:g}", bias), [=, &images](const Start& start) {
           Network network;
           build(network, 3, images, {"he", dln::he<float>()}, bias, start.random);
           return learn(network, images, epochs, start);
         }});
  const auto found = dln::program::compare("biases", variants, options, options.choose(5, 2));
  Report report;
  report.say("Three layers of 64 ReLUs, He's weights, biases of one value to begin with:");
  report.append(
      found.report("biases", {{"validation accuracy", "{:.1%}", dln::program::Spread::range}}));
  return report;
}

}  // namespace chapter
