#include <fmt/format.h>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

constexpr std::size_t watched = 3;  // the hidden layer whose units' inputs are looked at

/** What the watched layer's first unit sees, for images whose own statistics count. */
arma::vec inputs_of_unit(const Network& network, const Tensor<float>& images) {
  dln::Pass<float> pass(dln::Mode::train, dln::Random(1), dln::Keep::nothing);
  Tensor<float> x = images;
  for (const auto& [name, layer] : network.parts()) {
    if (name != fmt::format("hidden{}", watched)) {
      x = layer->forward(std::move(x), pass);
      continue;
    }
    const auto inside = layer->parts();  // all but the non-linearity, the last
    for (std::size_t l = 0; l + 1 < inside.size(); ++l)
      x = inside[l].layer->forward(std::move(x), pass);
    break;
  }
  const arma::fmat units = x.columns();
  return arma::conv_to<arma::vec>::from(units.row(0).t());
}

void train_watched(Network& network, const dln::program::Images& images, const Options& options,
                   const std::function<void(std::size_t)>& at_step) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  dln::Momentum<float> optimizer(0.01, 0.9F);
  const auto callback = [&](const dln::Progress& progress) {
    at_step(progress.step);
    return true;
  };
  dln::program::train(objective, optimizer,
                      {.epochs = options.choose<std::size_t>(5, 2),
                       .seed = options.seed,
                       .callback = callback});
  dln::program::stop_if_interrupted();
}

}  // namespace

Report watch_inputs(const dln::program::Images& images, const Options& options) {
  const Tensor<float> shown = images.validation.images.examples(
      0, std::min<std::size_t>(100, images.validation.size()));
  Table rows({{"network"}, {"step"}, {"lowest tenth"}, {"median"}, {"highest tenth"}});
  Table drift({{"network"},
               {"spread at first", "{:.2f}"},
               {"at the end", "{:.2f}"},
               {"largest", "{:.2f}"}});
  for (const Place place : {Place::nowhere, Place::before}) {
    const std::string name = place == Place::nowhere ? "without" : "with";
    Network network;
    build(network, {.depth = 5, .place = place}, images, dln::Random(options.seed).split(30));
    std::vector<double> spreads;
    const auto look = [&](std::size_t step) {
      if (step % 5 != 0) return;
      const arma::vec values = inputs_of_unit(network, shown);
      const arma::vec tenths = arma::quantile(values, arma::vec{0.1, 0.5, 0.9});
      rows.add({name, step, tenths[0], tenths[1], tenths[2]});
      spreads.push_back(arma::stddev(values));
    };
    look(0);
    train_watched(network, images, options, look);
    drift.add({name, spreads.front(), spreads.back(), arma::vec(spreads).max()});
  }
  Report report;
  report.say(
      "What a unit of the third layer sees before its ReLU, while the layers below it learn:");
  report.table("drift", drift);
  report.data("inputs", rows);
  return report;
}

}  // namespace chapter
