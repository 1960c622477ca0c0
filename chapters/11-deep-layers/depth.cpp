#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/highway.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

constexpr std::size_t width = 32;
constexpr double closed = -4;  // the bias of gates that begin nearly closed

const std::vector<std::pair<std::string, Kind>> kinds = {
    {"plain", Kind::plain},
    {"highway", Kind::highway},
    {"residual", Kind::residual},
    {"residual, branches closed", Kind::closed_residual}};

void build(Network& network, Kind kind, std::size_t depth, double gate_bias,
           const Images& images, const Random& random) {
  network.add<dln::Flatten<float>>();
  network.add<dln::Dense<float>>(images.train.images.shape().features(), width,
                                 dln::he<float>(), random.split(1000));
  network.add<dln::ReLU<float>>();
  add_stack(network.add_named<Network>("stack"), kind, depth, width, gate_bias, random);
  network.add<dln::Dense<float>>(width, images.train.classes(), dln::he<float>(),
                                 random.split(1001));
}

double size_of(const arma::fvec& values) {
  return static_cast<double>(arma::norm(values)) /
         std::sqrt(static_cast<double>(values.n_elem));
}

/** The mean cosine between what neighbouring examples became. */
double likeness(const Tensor<float>& x) {
  const Tensor<float> copy = x;
  const arma::fmat columns = arma::normalise(copy.columns());
  double sum = 0;
  for (arma::uword i = 0; i + 1 < columns.n_cols; ++i)
    sum += static_cast<double>(arma::dot(columns.col(i), columns.col(i + 1)));
  return sum / static_cast<double>(columns.n_cols - 1);
}

struct Looked {
  std::vector<double> sizes, likenesses, gradients;  // a part of the stack each
};

Looked look_through(Network& network, const Images& images) {
  dln::Pass<float> pass(dln::Mode::train, Random(1));
  Tensor<float> x = images.train.images.examples(0, 64);
  const auto outer = network.parts();
  Looked looked;
  for (std::size_t l = 0; l < 3; ++l) x = outer[l].layer->forward(std::move(x), pass);
  const auto parts = outer[3].layer->parts();
  for (const auto& [name, part] : parts) {
    x = part->forward(std::move(x), pass);
    looked.sizes.push_back(size_of(x.values()));
    looked.likenesses.push_back(likeness(x));
  }
  const dln::SoftmaxCrossEntropy<float> loss;
  const Tensor<float> scores = outer[4].layer->forward(std::move(x), pass);
  const arma::uvec labels = images.train.labels.head(64);
  Tensor<float> dy = loss.backward(scores, labels, 1.0 / 64);
  dy = outer[4].layer->backward(std::move(dy), pass);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    dy = part->layer->backward(std::move(dy), pass);
    looked.gradients.insert(looked.gradients.begin(), size_of(dy.values()));
  }
  return looked;
}

/** How far each gate of a stack of highway layers is open on average. */
std::vector<double> open_gates(const Network& network, const Images& images) {
  dln::Pass<float> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  const auto outer = network.parts();
  Tensor<float> x = images.validation.images;
  for (std::size_t l = 0; l < 3; ++l) x = outer[l].layer->forward(std::move(x), pass);
  std::vector<double> means;
  for (const auto& [name, part] : outer[3].layer->parts()) {
    const Tensor<float> t = part->parts()[1].layer->forward(x, pass);
    means.push_back(static_cast<double>(arma::mean(t.values())));
    x = part->forward(std::move(x), pass);
  }
  return means;
}

Outcome learn(Network& network, const Images& images, double rate, std::size_t epochs,
              const Start& start) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  dln::Momentum<float> optimizer(rate, 0.9F);
  std::vector<double> losses(epochs, std::numeric_limits<double>::quiet_NaN());
  try {
    const dln::History history = dln::program::train(
        objective, optimizer,
        {.epochs = epochs, .batch_size = 32, .seed = start.seed, .callback = start.callback()});
    dln::program::stop_if_interrupted();
    for (std::size_t e = 0; e < history.epochs.size(); ++e) losses[e] = history.epochs[e].loss;
  } catch (const dln::Error&) {  // the loss left the numbers: nothing was learnt
  }
  Outcome outcome;
  outcome.curves = {{"loss", losses}};
  outcome.numbers = {{"validation accuracy", dln::value_of(objective.validate(), "accuracy")}};
  return outcome;
}

dln::program::Variant of_depth(const std::string& name, Kind kind, std::size_t depth,
                               double gate_bias, const Images& images, const Options& options) {
  return {name, [=, &images](const Start& start) {
            Network network;
            build(network, kind, depth, gate_bias, images, start.random);
            return learn(network, images, 0.01, options.choose<std::size_t>(10, 2), start);
          }};
}

/** Notes how much of the input fifty such gates leave, if they stay as they begin. */
dln::program::Variant with_share(const dln::program::Variant& variant, double bias) {
  return {variant.name, [=](const Start& start) {
            Outcome outcome = variant.train(start);
            const double open = 1 / (1 + std::exp(-bias));
            outcome.numbers.emplace_back("goes through", std::pow(1 - open, 50));
            return outcome;
          }};
}

}  // namespace

Report look_through_stacks(const Images& images, const Options& options) {
  constexpr std::size_t depth = 50;
  Table table({{"stack"},
               {"size of the signal, layer 50", "{:.1e}"},
               {"likeness, layer 2", "{:.2f}"},
               {"layer 50", "{:.3f}"},
               {"gradient, layer 50", "{:.1e}"},
               {"layer 1", "{:.1e}"}});
  Table layers({{"stack"}, {"layer"}, {"size"}, {"likeness"}, {"gradient"}});
  for (const auto& [name, kind] : kinds) {
    Network network;
    build(network, kind, depth, closed, images, Random(options.seed).split(60));
    const Looked looked = look_through(network, images);
    const std::size_t step = depth / looked.sizes.size();
    for (std::size_t i = 0; i < looked.sizes.size(); ++i)
      layers.add(
          {name, (i + 1) * step, looked.sizes[i], looked.likenesses[i], looked.gradients[i]});
    table.add({name, looked.sizes.back(), looked.likenesses[2 / step - 1],
               looked.likenesses.back(), looked.gradients.back(), looked.gradients.front()});
  }
  Report report;
  report.say(
      "Fifty layers of 32 before any learning: the size of the signal, how alike two "
      "images have become (the mean cosine between them), and the gradient:");
  report.table("stacks", table);
  report.data("stacks-layers", layers);
  return report;
}

Report train_stacks(const Images& images, const Options& options) {
  std::vector<dln::program::Variant> by_depth, by_bias;
  for (const auto& [name, kind] : kinds)
    for (const std::size_t depth : {10, 30, 50})
      by_depth.push_back(
          of_depth(fmt::format("{}, {}", name, depth), kind, depth, closed, images, options));
  for (const double bias : {0.0, -2.0, -4.0, -6.0})
    by_bias.push_back(with_share(
        of_depth(fmt::format("{:g}", bias), Kind::highway, 50, bias, images, options), bias));
  const std::size_t starts = options.choose(3, 2);
  Report report;
  report.say("Stacks of 32 units a layer, momentum at 0.01, by kind and depth:");
  report.append(dln::program::compare("depths", by_depth, options, starts)
                    .report("depths", {{"validation accuracy", "{:.1%}", Spread::range}}));
  report.say("Fifty highway layers, by what the gates' biases start as:");
  report.append(dln::program::compare("biases", by_bias, options, starts)
                    .report("biases", {{"goes through", "{:.2g}"},
                                       {"validation accuracy", "{:.1%}", Spread::range}}));

  Table gates({{"layer"}, {"before"}, {"after"}});
  Network network;
  build(network, Kind::highway, 50, closed, images, Random(options.seed).split(61));
  const std::vector<double> before = open_gates(network, images);
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train);
  dln::Momentum<float> optimizer(0.01, 0.9F);
  dln::program::train(
      objective, optimizer,
      {.epochs = options.choose<std::size_t>(10, 2), .batch_size = 32, .seed = options.seed});
  dln::program::stop_if_interrupted();
  const std::vector<double> after = open_gates(network, images);
  for (std::size_t l = 0; l < after.size(); ++l) gates.add({l + 1, before[l], after[l]});
  report.data("gates", gates);
  return report;
}

}  // namespace chapter
