#include <fmt/format.h>

#include "dln/data/generated.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/gradient_descent.hpp"
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

namespace {

constexpr std::size_t hidden_units = 100;

/** How a network of one hidden layer is trained. */
struct Setting {
  std::string name;
  double rate = 1;
  bool leaky = false;
  float bias = 0;          // to begin with
  double second_rate = 0;  // for a second training behind the first; 0 for none
};

// [Count the units that no example wakes]
double dead_share(dln::Layer<float>& first, const Tensor<float>& images) {
  const Tensor<float> scores = dln::predict(first, images);  // before the ReLU
  const arma::fvec highest = arma::max(scores.columns(), 1);
  return arma::mean(arma::conv_to<arma::vec>::from(highest <= 0));
}
// [Count the units that no example wakes]

Outcome train_setting(const Setting& setting, const Dataset<float>& data, std::size_t epochs,
                      const Start& start) {
  dln::Sequential<float> network;
  auto& first =
      network.add<dln::Dense<float>>(2, hidden_units, dln::he<float>(), start.random.split(1));
  first.bias().value.values().fill(setting.bias);
  if (setting.leaky)
    network.add<dln::LeakyReLU<float>>();
  else
    network.add<dln::ReLU<float>>();
  network.add<dln::Dense<float>>(hidden_units, 3, dln::he<float>(), start.random.split(2));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, data);
  const auto learn = [&](double rate) {
    dln::GradientDescent<float> optimizer(rate);
    dln::program::train(
        objective, optimizer,
        {.epochs = epochs, .batch_size = 50, .seed = start.seed, .callback = start.callback()});
    dln::program::stop_if_interrupted();
  };
  const double before = dead_share(first, data.images);
  learn(setting.rate);
  const double after = dead_share(first, data.images);
  if (setting.second_rate > 0) learn(setting.second_rate);
  const double later = dead_share(first, data.images);
  return {.numbers = {
              {"dead at first", before},
              {"dead after training", after},
              {"and after a second", later},
              {"accuracy",
               dln::accuracy(dln::classify(dln::predict(network, data.images)), data.labels)}}};
}

}  // namespace

Report count_dead_units(const Options& options) {
  const auto data =
      dln::program::share(dln::spiral<float>(100, Random(options.seed).split(70)));
  const std::size_t epochs = options.choose<std::size_t>(60, 20);
  std::vector<dln::program::Variant> variants;
  for (const Setting& setting :
       {Setting{"rate 0.1", 0.1}, Setting{"rate 1", 1}, Setting{"rate 5", 5},
        Setting{"rate 5, then 0.1", 5, false, 0, 0.1},
        Setting{"rate 5, biases of 0.1", 5, false, 0.1F}, Setting{"rate 5, leaky", 5, true}})
    variants.push_back({setting.name, [=](const Start& start) {
                          return train_setting(setting, *data, epochs, start);
                        }});
  const auto dead =
      dln::program::compare("dead units", variants, options, options.choose(5, 2));
  Report report;
  report.say(
      "Of 100 hidden units, how many are below zero for every example of the spiral; a leaky "
      "unit there is "
      "not dead, for it passes its gradient on:");
  report.append(
      dead.report("dead", {{"dead at first", "{:.0%}"},
                           {"dead after training", "{:.0%}", dln::program::Spread::range},
                           {"and after a second", "{:.0%}"},
                           {"accuracy", "{:.0%}"}}));
  return report;
}

}  // namespace chapter
