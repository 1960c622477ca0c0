#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;

namespace {

constexpr std::size_t most_neurons = 6, few_starts = 5, steps = 400;
constexpr double reach = 1.3, rate = 1;

/** Whole thousandths, so that a page's script can read exactly what the library computed with.
 */
double rounded(double value) { return std::round(value * 1000) / 1000; }

/** A disc of one class, and a ring of another around it. */
struct Target {
  Tensor<double> places;
  dln::WeightedNumbers<double> inside;  // 1 or 0
};

Target draw_target(Random random) {
  constexpr std::size_t disc = 60, all = 150;
  Target target{Tensor<double>({all, 2, 1, 1}), {Tensor<double>({all, 1, 1, 1})}};
  for (std::size_t i = 0; i < all; ++i) {
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    const double radius =
        i < disc ? 0.5 * std::sqrt(random.uniform()) : 0.95 + 0.07 * random.normal();
    target.places[2 * i] = rounded(radius * std::cos(angle));
    target.places[2 * i + 1] = rounded(radius * std::sin(angle));
    target.inside.values[i] = i < disc ? 1 : 0;
  }
  return target;
}

/** A hidden layer and one score, above 0 for the disc. */
struct Lines {
  dln::Sequential<double> layers;
  dln::Dense<double>* hidden;
  dln::Dense<double>* score;

  Lines(std::size_t neurons, const Random& random)
      : hidden(&layers.add<dln::Dense<double>>(2, neurons, dln::he<double>(), random.split(1))),
        score(nullptr) {
    layers.add<dln::ReLU<double>>();
    score = &layers.add<dln::Dense<double>>(neurons, 1, dln::he<double>(), random.split(2));
    for (const auto& [path, parameter] : layers.parameters())
      parameter->value.values().transform(rounded);
  }
  [[nodiscard]] std::size_t neurons() const { return score->weight().value.size(); }
};

Tensor<double> scores_of(const Lines& network, const Tensor<double>& places) {
  dln::Pass<double> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  return network.layers.forward(places, pass);
}

double share_correct(const Lines& network, const Target& target) {
  return arma::mean(
      arma::conv_to<arma::vec>::from((scores_of(network, target.places).values() > 0) ==
                                     (target.inside.values.values() > 0.5)));
}

double loss_of(const Lines& network, const Target& target) {
  return dln::BinaryCrossEntropy<double>()
      .value(scores_of(network, target.places), target.inside)
      .mean();
}

void learn_step(Lines& network, const Target& target, dln::Optimizer<double>& optimizer) {
  const dln::BinaryCrossEntropy<double> loss;
  dln::Pass<double> pass(dln::Mode::train, Random(1));
  const Tensor<double> scores = network.layers.forward(target.places, pass);
  const double factor = 1 / loss.count(target.inside);
  network.layers.backward(loss.backward(scores, target.inside, factor), pass);
  optimizer.update(network.layers.parameters(), pass);
}

/** Two weights, bias and the score's weight of each neuron, zeros for those that are not there,
 * and the score's bias. */
arma::rowvec numbers_of(const Lines& network) {
  arma::rowvec numbers(4 * most_neurons + 1);
  const arma::mat weight = network.hidden->weight().value.columns();
  for (std::size_t j = 0; j < network.neurons(); ++j)
    numbers.subvec(4 * j, 4 * j + 3) =
        arma::rowvec{weight(0, j), weight(1, j), network.hidden->bias().value[j],
                     network.score->weight().value[j]};
  numbers.back() = network.score->bias().value[0];
  return numbers;
}

/** The side of the border that every place is on, and where the neurons' lines run. */
void look(const Lines& network, const std::string& name, Table& sides, Table& lines) {
  constexpr std::size_t side = 66;
  Tensor<double> places({side * side, 2, 1, 1});
  for (std::size_t i = 0; i < side * side; ++i) {
    places[2 * i] = -reach + 0.04 * static_cast<double>(i % side);
    places[2 * i + 1] = -reach + 0.04 * std::floor(static_cast<double>(i) / side);
  }
  const Tensor<double> scores = scores_of(network, places);
  for (std::size_t i = 0; i < scores.size(); ++i)
    sides.add({name, places[2 * i], places[2 * i + 1],
               scores[i] > 0 ? std::size_t{0} : std::size_t{1}});
  const arma::mat weight = network.hidden->weight().value.columns();
  for (std::size_t j = 0; j < network.neurons(); ++j) {
    const arma::vec w = weight.col(j), along = arma::vec{-w[1], w[0]} / arma::norm(w);
    const arma::vec foot = -network.hidden->bias().value[j] / arma::dot(w, w) * w;
    for (int i = -200; i <= 200; ++i) {
      const arma::vec place = foot + 0.02 * i * along;
      if (arma::abs(place).max() <= reach)
        lines.add({name, fmt::format("{}", j + 1), place[0], place[1]});
    }
  }
}

/** Learns, and returns what the network is after 0, 1, 10, 100 and all steps, a row each: its
 * neurons, the steps, the loss, its numbers. */
arma::mat learn_target(Lines& network, const Target& target) {
  dln::GradientDescent<double> optimizer(rate);
  arma::mat way;
  for (const std::size_t shown :
       {std::size_t{0}, std::size_t{1}, std::size_t{10}, std::size_t{100}, steps}) {
    dln::program::stop_if_interrupted();
    while (optimizer.steps() < shown) learn_step(network, target, optimizer);
    const arma::rowvec head = {static_cast<double>(network.neurons()),
                               static_cast<double>(shown), loss_of(network, target)};
    way.insert_rows(way.n_rows, arma::join_rows(head, numbers_of(network)));
  }
  return way;
}

}  // namespace

Report draw_lines(const Options& options) {
  const Random random = Random(options.seed).split(80);
  const auto target = dln::program::share(draw_target(random.split(0)));
  std::vector<dln::program::Variant> variants;
  for (std::size_t neurons = 1; neurons <= most_neurons; ++neurons)
    variants.push_back(
        {std::to_string(neurons), [=](const Start& start) {
           Lines network(neurons, start.random);
           learn_target(network, *target);
           return Outcome{.numbers = {{"correct", share_correct(network, *target)}}};
         }});
  const auto found = dln::program::compare("lines", variants, options, 10);

  arma::mat starts, ways;
  Table sides({{"neurons"}, {"x"}, {"y"}, {"class"}}),
      lines({{"neurons"}, {"neuron"}, {"x"}, {"y"}});
  for (std::size_t neurons = 1; neurons <= most_neurons; ++neurons) {
    std::unique_ptr<Lines> best;
    for (std::size_t start = 0; start < few_starts; ++start) {
      auto network = std::make_unique<Lines>(neurons, random.split(1 + start));
      const arma::rowvec head = {static_cast<double>(neurons), static_cast<double>(start)};
      starts.insert_rows(starts.n_rows, arma::join_rows(head, numbers_of(*network)));
      const arma::mat way = learn_target(*network, *target);
      if (start == 0) ways = arma::join_cols(ways, way);
      if (!best || loss_of(*network, *target) < loss_of(*best, *target))
        best = std::move(network);
    }
    if (neurons <= 3 || neurons == most_neurons)
      look(*best, std::to_string(neurons), sides, lines);
  }
  Report report;
  report.say(fmt::format(
      "A disc in a ring, {} steps down the slope: points that are on the correct side, by the "
      "number of hidden neurons:",
      steps));
  report.append(found.report("lines", {{"correct", "{:.1%}", dln::program::Spread::range}}));
  report.data("lines-sides", sides);
  report.data("lines-drawn", lines);
  report.numbers("live-lines-starts", starts);
  report.numbers("live-lines-ways", ways);
  Table points({{"x"}, {"y"}, {"class"}});
  for (std::size_t i = 0; i < target->inside.values.size(); ++i)
    points.add({target->places[2 * i], target->places[2 * i + 1],
                target->inside.values[i] > 0.5 ? "disc" : "ring"});
  report.data("lines-points", points);
  return report;
}

}  // namespace chapter
