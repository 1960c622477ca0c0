#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>

#include "experiments.hpp"
#include "program/interrupt.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** A search: proposes weights, is told how good the best ones are. */
struct Search {
  std::string name;
  std::function<double(std::size_t)> step;  // takes one step, returns the best loss so far
  Tensor<double>& best;
};

}  // namespace

Report search_downhill(const Landscape& landscape, const Options& options) {
  const std::size_t steps = options.choose(1000, 200);
  const Random random(options.seed);
  const Tensor<double> start = landscape.start(random.split(10), 0.01);

  // [Search at random]
  Random guesses = random.split(11);
  Tensor<double> guessed = start;
  double guessed_loss = landscape.loss(start);
  const auto guess = [&](std::size_t) {
    const Tensor<double> candidate =
        landscape.start(guesses.split(guesses.below(1U << 30U)), 0.1);
    const double loss = landscape.loss(candidate);
    if (loss < guessed_loss) {
      guessed = candidate;
      guessed_loss = loss;
    }
    return guessed_loss;
  };
  // [Search at random]

  // [Search around the best so far]
  Random nudges = random.split(12);
  Tensor<double> local = start;
  double local_loss = guessed_loss;
  const auto nudge = [&](std::size_t) {
    Tensor<double> candidate = local;
    candidate.values().for_each([&](double& w) { w += 0.02 * nudges.normal(); });
    const double loss = landscape.loss(candidate);
    if (loss < local_loss) {
      local = candidate;
      local_loss = loss;
    }
    return local_loss;
  };
  // [Search around the best so far]

  // [Follow the gradient]
  Tensor<double> w = start;
  const auto follow = [&](std::size_t) {
    w.values() -= 0.5 * landscape.gradient(w).values();
    return landscape.loss(w);
  };
  // [Follow the gradient]

  arma::mat curve(steps, 4);
  Table table({{"method"}, {"loss", "{:.3f}"}, {"correct", "{:.1%}"}});
  const std::vector<Search> searches = {{"random search", guess, guessed},
                                        {"random local search", nudge, local},
                                        {"following the gradient", follow, w}};
  for (std::size_t method = 0; method < searches.size(); ++method) {
    for (std::size_t step = 0; step < steps; ++step) {
      dln::program::stop_if_interrupted();
      curve(step, 0) = static_cast<double>(step + 1);
      curve(step, method + 1) = searches[method].step(step);
    }
    table.add({searches[method].name, curve(steps - 1, method + 1),
               landscape.accuracy(searches[method].best)});
  }
  const arma::uvec sooner = arma::find(curve.col(3) < curve(steps - 1, 2), 1);
  Report report;
  report.say(fmt::format("After {} steps each:", steps));
  report.table("searches", table);
  report.data("searches-curves", Table::of({"step", "random search", "random local search",
                                            "following the gradient"},
                                           curve));
  report.note("search_steps", steps);
  report.note("search_start_loss", landscape.loss(start));
  report.note("random_search_loss", curve(steps - 1, 1));
  report.note("local_search_loss", curve(steps - 1, 2));
  report.note("gradient_loss", curve(steps - 1, 3));
  report.note("gradient_steps_to_beat_local_search",
              sooner.is_empty() ? steps : static_cast<std::size_t>(sooner[0]) + 1);
  return report;
}

Report try_directions(const Landscape& landscape, const Options& options) {
  const std::size_t directions = options.choose(5000, 2000);
  constexpr double length = 1e-4;
  Random random = Random(options.seed).split(13);
  const Tensor<double> w = landscape.start(random.split(0), 0.1);
  const double here = landscape.loss(w);
  // [Measure the descent along a direction]
  const auto descent = [&](const arma::vec& direction) {
    Tensor<double> moved = w;
    moved.values() += length * direction / arma::norm(direction);
    return (here - landscape.loss(moved)) / length;  // loss per unit of way
  };
  // [Measure the descent along a direction]
  const double steepest = descent(-landscape.gradient(w).values());
  arma::vec share(directions);
  for (double& one : share) {
    arma::vec direction(w.size());
    direction.imbue([&] { return random.normal(); });
    one = descent(direction) / steepest;
  }
  Report report;
  report.say(fmt::format(
      "{} random directions; the best descends {:.1f} % as fast as the negative gradient's.",
      directions, 100 * share.max()));
  report.data("directions", Table::of({"share of the steepest descent"}, share));
  report.note("directions", directions);
  report.note("gradient_descent_per_unit", steepest);
  report.note("gradient_norm", arma::norm(landscape.gradient(w).values()));
  report.note("best_direction_share", share.max());
  report.note("directions_downhill",
              static_cast<double>(arma::accu(share > 0)) / static_cast<double>(directions));
  return report;
}

Report sweep_step_size(const Landscape& landscape, const Options& options) {
  const std::size_t steps = options.choose(200, 100);
  Table table(
      {{"step size", "{:g}"}, {"loss after 1 step", "{:.3g}"}, {"loss at the end", "{:.3g}"}});
  double best = std::numeric_limits<double>::infinity();
  double best_size = 0;
  // [Sweep the step size]
  for (const double size : {1e-2, 1e-1, 1.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0}) {
    Tensor<double> w = landscape.start(Random(options.seed).split(14), 0.01);
    double first = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      w.values() -= size * landscape.gradient(w).values();
      if (step == 0) first = landscape.loss(w);
    }
    const double last = landscape.loss(w);
    // [Sweep the step size]
    table.add({size, first, last});
    if (last < best) {
      best = last;
      best_size = size;
    }
  }
  Report report;
  report.say(fmt::format("After {} steps:", steps));
  report.table("step-sizes", table);
  report.note("step_size_best", best_size);
  report.note("step_size_best_loss", best);
  report.note("step_size_steps", steps);
  return report;
}

}  // namespace chapter
