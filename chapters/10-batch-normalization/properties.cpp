#include <fmt/format.h>

#include <cmath>

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

struct Moments {
  double mean, variance, skewness;
};

Moments moments(const Tensor<float>& x) {
  const arma::vec values = arma::conv_to<arma::vec>::from(x.values());
  const arma::vec centred = values - arma::mean(values);
  const arma::vec squares = arma::square(centred);
  const double variance = arma::mean(squares);
  const arma::vec cubes = arma::pow(centred, 3);
  return {arma::mean(values), variance, arma::mean(cubes) / std::pow(variance, 1.5)};
}

Tensor<float> normalized(const dln::BatchNorm<float>& layer, const Tensor<float>& x) {
  dln::Pass<float> pass(dln::Mode::train, Random(1), dln::Keep::nothing);
  return layer.forward(x, pass);
}

double size_of(const Tensor<float>& x) {
  return static_cast<double>(arma::norm(x.values())) / std::sqrt(static_cast<double>(x.size()));
}

/**
 * The size of what comes out of ten layers of 128 ReLUs whose weights are He's times a factor.
 */
double size_after_ten(bool normalizes, float factor, const Random& random) {
  Tensor<float> x({128, 128, 1, 1});
  Random draw = random.split(50);
  x.values().imbue([&] { return static_cast<float>(draw.normal()); });
  dln::Pass<float> pass(dln::Mode::train, random, dln::Keep::nothing);
  for (std::size_t l = 0; l < 10; ++l) {
    dln::Dense<float> dense(128, 128, dln::he<float>(), random.split(l));
    dense.weight().value.values() *= factor;
    x = dense.forward(std::move(x), pass);
    if (normalizes) x = normalized(dln::BatchNorm<float>(128), x);
    x = dln::ReLU<float>().forward(std::move(x), pass);
  }
  return size_of(x);
}

/** What a page's script computes with, and is held to: a few layers of ReLUs. */
struct Stack {
  std::size_t units = 32;
  arma::mat x;                     // a column an example
  std::vector<arma::mat> weights;  // a column a neuron, of standard deviation 1
};

/** Gaussian numbers in hundredths, which a script can read exactly. */
arma::mat hundredths(std::size_t rows, std::size_t columns, Random random) {
  arma::mat numbers(rows, columns);
  numbers.imbue([&] { return std::round(100 * random.normal()) / 100; });
  return numbers;
}

/** What goes into the last ReLU of a stack, batch by batch: a column an example. */
arma::mat last_inputs(const Stack& stack, double scale, double gamma, double beta,
                      std::size_t batch) {
  arma::mat inputs;
  for (arma::uword first = 0; first < stack.x.n_cols; first += batch) {
    Tensor<double> x({batch, stack.units, 1, 1});
    x.columns() = stack.x.cols(first, first + batch - 1);
    dln::Pass<double> pass(dln::Mode::train, Random(1), dln::Keep::nothing);
    for (std::size_t l = 0; l < stack.weights.size(); ++l) {
      if (l > 0) x = dln::ReLU<double>().forward(std::move(x), pass);
      dln::Dense<double> dense(stack.units, stack.units, dln::constant<double>(0), Random(1));
      dense.weight().value.columns() =
          scale / std::sqrt(static_cast<double>(stack.units)) * stack.weights[l];
      dln::BatchNorm<double> normalization(stack.units);
      normalization.gamma().value.values().fill(gamma);
      normalization.beta().value.values().fill(beta);
      x = dense.forward(std::move(x), pass);
      if (batch > 1) x = normalization.forward(std::move(x), pass);
    }
    inputs = arma::join_rows(inputs, arma::mat(x.columns()));
  }
  return inputs;
}

void add_touchable(Report& report, const Random& random) {
  Stack stack;
  stack.x = hundredths(stack.units, 96, random.split(60));
  for (std::size_t l = 0; l < 6; ++l)
    stack.weights.push_back(hundredths(stack.units, stack.units, random.split(61 + l)));
  arma::mat rows;  // batch (1: without normalization), scale, gamma, beta; then what came of it
  for (const arma::rowvec& setting :
       {arma::rowvec{96, 1, 1, 0}, arma::rowvec{96, 3, 1, 0}, arma::rowvec{8, 0.3, 2, -1},
        arma::rowvec{2, 1.5, 1, 0.5}, arma::rowvec{1, 0.5, 1, 0}, arma::rowvec{1, 2, 1, 0}}) {
    const arma::mat last = last_inputs(stack, setting[1], setting[2], setting[3],
                                       static_cast<std::size_t>(setting[0]));
    const arma::rowvec found = {arma::mean(arma::vectorise(last)),
                                arma::norm(last, "fro") / std::sqrt(last.n_elem), last(0, 0),
                                last(5, 40)};
    rows = arma::join_cols(rows, arma::join_rows(setting, found));
  }
  report.numbers("live-sizes", rows);
  std::vector<std::vector<double>> all;
  for (const arma::mat& weight : stack.weights) all.emplace_back(weight.begin(), weight.end());
  report.live("live-layers", {{"units", stack.units},
                              {"x", std::vector<double>(stack.x.begin(), stack.x.end())},
                              {"weights", all}});
}

}  // namespace

Report look_at_numbers(const Options& options) {
  Random random = Random(options.seed).split(10);
  Tensor<float> x({5000, 1, 1, 1});
  x.values().imbue([&] { return static_cast<float>(2 * std::exp(random.normal() / 2)); });
  dln::BatchNorm<float> layer(1);
  const Tensor<float> y = normalized(layer, x);
  const Moments before = moments(x);
  // [Let it undo itself]
  layer.gamma().value[0] = static_cast<float>(std::sqrt(before.variance + layer.epsilon()));
  layer.beta().value[0] = static_cast<float>(before.mean);
  // [Let it undo itself]
  const Tensor<float> undone = normalized(layer, x);

  Table table(
      {{"numbers"}, {"mean", "{:.3f}"}, {"variance", "{:.3f}"}, {"skewness", "{:.2f}"}});
  Table bins({{"panel"}, {"value"}, {"share"}});
  const std::vector<std::pair<std::string, const Tensor<float>*>> all = {
      {"given", &x}, {"normalized", &y}, {"undone", &undone}};
  for (const auto& [name, values] : all) {
    const Moments found = moments(*values);
    const double mean = std::abs(found.mean) < 1e-6 ? 0 : found.mean;  // not -0.000
    table.add({name, mean, found.variance, found.skewness});
    const arma::vec centres = arma::regspace(-2.75, 0.5, 8.3);
    const arma::uvec counts =
        arma::hist(arma::conv_to<arma::vec>::from(values->values()), centres);
    for (arma::uword b = 0; b < centres.n_elem; ++b)
      bins.add(
          {name, centres[b], static_cast<double>(counts[b]) / static_cast<double>(x.size())});
  }
  const arma::fvec difference = undone.values() - x.values();
  Table changes({{"ten layers"},
                 {"as they are", "{:.2f}"},
                 {"all weights times 1.1", "{:.2f}"},
                 {"ratio", "{:.2f}"}});
  for (const bool normalizes : {false, true}) {
    const double as_is = size_after_ten(normalizes, 1, random),
                 larger = size_after_ten(normalizes, 1.1F, random);
    changes.add({normalizes ? "with" : "without", as_is, larger, larger / as_is});
  }
  Report report;
  report.say(
      "Numbers that lean to one side, normalized, and with scale and shift that undo it:");
  report.table("shape", table);
  report.data("shapes", bins);
  report.note("undone_difference", static_cast<double>(arma::abs(difference).max()));
  report.say("What a tenth more in each layer's weights does to the size of the output:");
  report.table("changes", changes);
  add_touchable(report, random);
  return report;
}

}  // namespace chapter
