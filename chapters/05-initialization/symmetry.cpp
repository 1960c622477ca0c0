#include <fmt/format.h>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t hidden_units = 20;

// [Measure how different the hidden units are]
// Zero exactly, if every unit has the weights of the first one.
double spread(const Tensor<float>& weight /* M x D, a unit a column */) {
  const arma::fmat units = weight.columns();
  const arma::fmat differences = units.each_col() - arma::fvec(units.col(0));
  return static_cast<double>(arma::abs(differences).max());
}
// [Measure how different the hidden units are]

}  // namespace

Report break_symmetry(const dln::program::Images& images, const Options& options) {
  const std::size_t features = images.train.images.shape().features();
  const std::vector<Scheme> starts = {{"all zero", dln::constant<float>(0)},
                                      {"all 0.01", dln::constant<float>(0.01)},
                                      {"random, 0.01", dln::gaussian<float>(0.01)},
                                      {"random, fitting (Glorot)", dln::glorot<float>()}};
  Table table({{"weights"},
               {"gradient of hidden weights", "{:.1e}"},
               {"units differ by, at first", "{:.1e}"},
               {"after training", "{:.1e}"},
               {"validation accuracy", "{:.1%}"}});
  for (const auto& [name, initializer] : starts) {
    dln::Sequential<float> network;
    network.add<dln::Flatten<float>>();
    auto& hidden = network.add<dln::Dense<float>>(features, hidden_units, initializer,
                                                  Random(options.seed).split(1));
    network.add<dln::Tanh<float>>();
    network.add<dln::Dense<float>>(hidden_units, images.train.classes(), initializer,
                                   Random(options.seed).split(2));
    const dln::SoftmaxCrossEntropy<float> loss;
    dln::Classification<float> objective(network, loss, images.train, &images.validation);
    dln::Pass<float> pass(dln::Mode::train, Random(options.seed));
    objective.backpropagate(arma::regspace<arma::uvec>(0, 99), pass);
    const double gradient =
        static_cast<double>(arma::abs(pass.gradient(hidden.weight()).values()).max());
    const double before = spread(hidden.weight().value);
    dln::GradientDescent<float> optimizer(0.1);
    dln::program::train(objective, optimizer,
                        {.epochs = options.choose<std::size_t>(8, 3), .seed = options.seed});
    dln::program::stop_if_interrupted();
    table.add({name, gradient, before, spread(hidden.weight().value),
               dln::value_of(objective.validate(), "accuracy")});
  }
  Report report;
  report.say("One hidden layer of 20 tanh units, gradient descent:");
  report.table("symmetry", table);
  return report;
}

}  // namespace chapter
