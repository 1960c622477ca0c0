#include <fmt/format.h>

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Images;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

constexpr std::size_t units = 256, filters = 8;

/** Adds a first layer of either kind; returns its weight and bias. */
std::pair<dln::Parameter<float>*, dln::Parameter<float>*> add_first(Network& network,
                                                                    bool convolves,
                                                                    const Images& images,
                                                                    const Random& random) {
  const dln::Shape shape = images.train.images.shape();
  if (convolves) {
    auto& layer = network.add<dln::Conv2d<float>>(
        dln::conv::square(shape.channels, filters, shape.height, 3, 1, 1), dln::he<float>(),
        random.split(1));
    return {&layer.weight(), &layer.bias()};
  }
  network.add<dln::Flatten<float>>();
  auto& layer = network.add<dln::Dense<float>>(shape.features(), units, dln::he<float>(),
                                               random.split(1));
  return {&layer.weight(), &layer.bias()};
}

void add_rest(Network& network, const Images& images, const Random& random) {
  network.add<dln::ReLU<float>>();
  network.add<dln::Flatten<float>>();
  const std::size_t features = network.output_shape(images.train.images.shape()).features();
  network.add<dln::Dense<float>>(features, images.train.classes(), dln::he<float>(),
                                 random.split(2));
}

/** The median seconds of a step on 64 images. */
double seconds_of_step(Network& network, const Images& images, std::size_t samples) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train);
  dln::Momentum<float> optimizer(0.001, 0.9F);
  const arma::uvec batch = arma::regspace<arma::uvec>(0, 63);
  return dln::program::median_seconds(samples, [&] {
    dln::Pass<float> pass(dln::Mode::train, Random(1));
    objective.backpropagate(batch, pass);
    optimizer.update(objective.parameters(), pass);
  });
}

}  // namespace

Report fold_layers(const Images& images, const Options& options) {
  Table table({{"first layer"},
               {"largest score", "{:.1f}"},
               {"largest difference", "{:.1e}"},
               {"accuracy before", "{:.1%}"},
               {"folded", "{:.1%}"}});
  for (const bool convolves : {false, true}) {
    const Random random = Random(options.seed).split(60);
    Network network, folded;
    const auto learnt = add_first(network, convolves, images, random);
    auto& normalization = network.add<dln::BatchNorm<float>>(convolves ? filters : units);
    add_rest(network, images, random);
    const dln::SoftmaxCrossEntropy<float> loss;
    dln::Classification<float> objective(network, loss, images.train);
    dln::Momentum<float> optimizer(0.01, 0.9F);
    dln::program::train(objective, optimizer,
                        {.epochs = options.choose<std::size_t>(2, 1), .seed = options.seed});
    dln::program::stop_if_interrupted();

    const auto put = add_first(folded, convolves, images, random);
    add_rest(folded, images, random);
    put.first->value = learnt.first->value;
    put.second->value = learnt.second->value;
    dln::fold(normalization, *put.first, *put.second);
    const auto from = network.parameters(), to = folded.parameters();
    to[to.size() - 2].parameter->value = from[from.size() - 2].parameter->value;
    to.back().parameter->value = from.back().parameter->value;

    const Tensor<float> both = dln::predict(network, images.validation.images),
                        alone = dln::predict(folded, images.validation.images);
    const arma::fvec difference = arma::abs(both.values() - alone.values());
    table.add({convolves ? "convolution" : "dense", arma::abs(both.values()).max(),
               difference.max(), dln::accuracy(dln::classify(both), images.validation.labels),
               dln::accuracy(dln::classify(alone), images.validation.labels)});
  }
  Report report;
  report.say(
      "Trained with a normalization, and used without: the scores of the validation images.");
  report.table("folding", table);
  return report;
}

Report measure_cost(const Images& images, const Options& options) {
  Table table({{"first layer"},
               {"parameters without", "{}"},
               {"with", "{}"},
               {"ms a step without", "{:.2f}"},
               {"ms with", "{:.2f}"},
               {"more", "{:.0%}"}});
  for (const bool convolves : {false, true}) {
    const Random random = Random(options.seed).split(70);
    Network without, with;
    add_first(without, convolves, images, random);
    add_rest(without, images, random);
    add_first(with, convolves, images, random);
    with.add<dln::BatchNorm<float>>(convolves ? filters : units);
    add_rest(with, images, random);
    const std::size_t samples = options.choose<std::size_t>(51, 11);
    const double plain = seconds_of_step(without, images, samples),
                 normalized = seconds_of_step(with, images, samples);
    table.add(
        {convolves ? fmt::format("{} filters, 3x3", filters) : fmt::format("{} units", units),
         dln::count_weights(without.parameters()), dln::count_weights(with.parameters()),
         1e3 * plain, 1e3 * normalized, normalized / plain - 1});
  }
  Report report;
  report.say("One layer, ReLU and scores; a step on 64 images, on this machine:");
  report.table("cost", table);
  return report;
}

}  // namespace chapter
