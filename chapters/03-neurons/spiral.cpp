#include <fmt/format.h>

#include "dln/data/generated.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

/** Points of the spiral to learn from, and others to be judged by. */
struct Spiral {
  Dataset<float> train, test;
};

Spiral draw_spiral(const Random& random) {
  return {dln::spiral<float>(300, random.split(1)), dln::spiral<float>(500, random.split(2))};
}

// [Build a network of one hidden layer]
void build(Network& network, std::size_t width, const Random& random) {
  if (width == 0) {  // none: a linear classifier
    network.add<dln::Dense<float>>(2, 3, dln::he<float>(), random.split(2));
    return;
  }
  network.add<dln::Dense<float>>(2, width, dln::he<float>(), random.split(1));
  network.add<dln::ReLU<float>>();
  network.add<dln::Dense<float>>(width, 3, dln::he<float>(), random.split(2));
}
// [Build a network of one hidden layer]

double learn(Network& network, const Spiral& data, std::size_t epochs, const Start& start) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, data.train);
  dln::Adam<float> optimizer(0.02);
  dln::program::train(
      objective, optimizer,
      {.epochs = epochs, .batch_size = 50, .seed = start.seed, .callback = start.callback()});
  dln::program::stop_if_interrupted();
  return dln::accuracy(dln::classify(dln::predict(network, data.test.images)),
                       data.test.labels);
}

/** The answer at every place of a square around the spiral. */
Table regions(const Network& network, const std::string& name, Table table) {
  constexpr std::size_t side = 61;
  Tensor<float> places({side * side, 2, 1, 1});
  for (std::size_t i = 0; i < side * side; ++i) {
    const std::size_t column = i % side, row = i / side;
    places[2 * i] = -1.2F + 0.04F * static_cast<float>(column);
    places[2 * i + 1] = -1.2F + 0.04F * static_cast<float>(row);
  }
  const arma::uvec answers = dln::classify(dln::predict(network, places));
  for (std::size_t i = 0; i < side * side; ++i)
    table.add({name, static_cast<double>(places[2 * i]), static_cast<double>(places[2 * i + 1]),
               static_cast<std::size_t>(answers[i])});
  return table;
}

std::string label(std::size_t width) {
  return width == 0 ? "none (linear)" : std::to_string(width);
}

}  // namespace

Report grow_width(const Options& options) {
  const auto data = dln::program::share(draw_spiral(Random(options.seed)));
  const std::size_t epochs = options.choose<std::size_t>(100, 40);
  std::vector<dln::program::Variant> variants;
  const auto drawn = std::make_shared<std::map<std::size_t, std::shared_ptr<Network>>>();
  for (const std::size_t width : {0, 2, 4, 8, 16, 32, 100})
    variants.push_back({label(width), [=](const Start& start) {
                          const auto network = std::make_shared<Network>();
                          build(*network, width, start.random);
                          const double accuracy = learn(*network, *data, epochs, start);
                          if (start.number == 0) {
#pragma omp critical(chapter_drawn)
                            (*drawn)[width] = network;
                          }
                          return Outcome{
                              .numbers = {{"parameters", static_cast<double>(dln::count_weights(
                                                             network->parameters()))},
                                          {"test accuracy", accuracy}}};
                        }});
  const auto widths = dln::program::compare("widths", variants, options, options.choose(5, 2));
  Report report;
  report.say(
      "Hidden units, and how many of 1500 new points of the spiral are classified correctly:");
  report.append(widths.report(
      "widths",
      {{"parameters", "{:.0f}"}, {"test accuracy", "{:.1%}", dln::program::Spread::range}}));
  Table places({{"network"}, {"x"}, {"y"}, {"class"}});
  for (const std::size_t width : {0, 4, 16, 100})
    places = regions(*drawn->at(width), label(width), std::move(places));
  report.data("regions", places);
  Table points({{"x"}, {"y"}, {"class"}});
  for (std::size_t i = 0; i < data->train.size(); i += 3)
    points.add({static_cast<double>(data->train.images[2 * i]),
                static_cast<double>(data->train.images[2 * i + 1]),
                static_cast<std::size_t>(data->train.labels[i])});
  report.data("points", points);
  report.note("spiral_linear_accuracy", widths.of(label(0), "test accuracy").mean);
  report.note("spiral_network_accuracy", widths.of(label(100), "test accuracy").mean);
  return report;
}

Report repeat_spiral(const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(200, 100);
  const dln::program::Variant network{
      "100 hidden units", [=](const Start& start) {
        Network network;
        build(network, 100, start.random);
        const Spiral data = draw_spiral(start.random.split(7));
        return Outcome{.numbers = {{"test accuracy", learn(network, data, epochs, start)}}};
      }};
  const auto starts = dln::program::compare("ten starts", {network}, options, 10);
  Report report;
  report.say("Ten spirals, ten starts, points not learnt from:");
  report.append(
      starts.report("spirals", {{"test accuracy", "{:.1%}", dln::program::Spread::range}}));
  report.note("spiral_worst_accuracy", starts.of("100 hidden units", "test accuracy").lowest);
  return report;
}

Report collapse_depth(const Options& options) {
  const Random random(options.seed);
  Tensor<double> x({1000, 2, 1, 1});
  Random draw = random.split(30);
  x.values().imbue([&] { return draw.normal(); });
  dln::Sequential<double> deep;
  dln::Dense<double>& first =
      deep.add<dln::Dense<double>>(2, 50, dln::he<double>(), random.split(31));
  dln::Dense<double>& second =
      deep.add<dln::Dense<double>>(50, 3, dln::he<double>(), random.split(32));
  // [Multiply two layers into one]
  dln::Dense<double> one(2, 3, dln::he<double>(), random.split(33));
  const arma::mat upper = second.weight().value.columns();  // 50 x 3, a neuron a column
  one.weight().value.columns() = first.weight().value.columns() * upper;
  one.bias().value.values() =
      upper.t() * first.bias().value.values() + second.bias().value.values();
  // [Multiply two layers into one]
  const double difference =
      arma::abs(dln::predict(deep, x).values() - dln::predict(one, x).values()).max();

  const auto data = dln::program::share(draw_spiral(random));
  const std::size_t epochs = options.choose<std::size_t>(60, 30);
  std::vector<dln::program::Variant> variants;
  struct Stack {
    std::string name;
    std::size_t layers;
    bool bends;
  };
  for (const Stack& stack :
       {Stack{"1 layer", 1, false}, Stack{"3 layers, nothing between", 3, false},
        Stack{"3 layers, ReLUs between", 3, true}})
    variants.push_back(
        {stack.name, [=](const Start& start) {
           Network network;
           std::size_t width = 2;
           for (std::size_t i = 1; i < stack.layers; ++i, width = 50) {
             network.add<dln::Dense<float>>(width, 50, dln::he<float>(), start.random.split(i));
             if (stack.bends) network.add<dln::ReLU<float>>();
           }
           network.add<dln::Dense<float>>(width, 3, dln::he<float>(), start.random.split(9));
           return Outcome{.numbers = {{"test accuracy", learn(network, *data, epochs, start)}}};
         }});
  const auto depths = dln::program::compare("depths", variants, options, options.choose(3, 2));
  Report report;
  report.say(fmt::format(
      "Two layers and the one that is their product differ by {:.0e} at most.", difference));
  report.append(
      depths.report("depths", {{"test accuracy", "{:.1%}", dln::program::Spread::range}}));
  report.note("collapse_difference", difference);
  return report;
}

}  // namespace chapter
