#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/train/search.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** A loss of two weights. */
struct Ground {
  std::string name;
  std::function<double(double, double)> height;
  std::function<arma::vec(double, double)> slope;
  double noise;                   // standard deviation of what is added to each slope
  double x, y;                    // where the race begins
  double goal;                    // it is won below this height
  double left, right, low, high;  // what the figure shows
};

std::vector<Ground> all_grounds() {
  return {
      {"valley", [](double x, double y) { return (x * x / 50 + y * y) / 2; },
       [](double x, double y) {
         return arma::vec{x / 50, y};
       },
       0, -8, 1.5, 1e-3, -9, 3, -3, 3},
      {"saddle", [](double x, double y) { return x * x / 2 - y * y / 2 + y * y * y * y / 4; },
       [](double x, double y) {
         return arma::vec{x, y * y * y - y};
       },
       0, -2, 1e-3, -0.249, -2.5, 1, -0.5, 1.7},
      {"noisy bowl", [](double x, double y) { return (x * x + 4 * y * y) / 2; },
       [](double x, double y) {
         return arma::vec{x, 4 * y};
       },
       1, -3, 2, 0.05, -4, 2, -2.5, 2.5}};
}

struct Way {
  double rate = 0;
  std::size_t steps = 0;  // to the goal, or all that there were
  double at_end = 0;      // the mean height of the last hundred places
  arma::mat places = {};  // a place a row
};

Way walk(const Ground& ground, const Rule<double>& rule, double rate, std::size_t limit,
         dln::Random random) {
  dln::Parameter<double> w{dln::Tensor<double>({1, 2, 1, 1}, {ground.x, ground.y})};
  const auto optimizer = rule.make(rate);
  Way way{rate, limit, 0, arma::mat(limit + 1, 2)};
  way.places.row(0) = arma::rowvec{ground.x, ground.y};
  for (std::size_t step = 1; step <= limit; ++step) {
    dln::Pass<double> pass(dln::Mode::train, random);
    dln::Tensor<double>& dw = pass.gradient(w);
    dw.values() = ground.slope(w.value[0], w.value[1]);
    dw.values().for_each([&](double& d) { d += ground.noise * random.normal(); });
    optimizer->update({{"w", &w}}, pass);
    const double height = ground.height(w.value[0], w.value[1]);
    way.places.row(step) = w.value.values().t();
    if (height < ground.goal) way.steps = std::min(way.steps, step);
    if (step + 100 > limit) way.at_end += height / 100;
    if (!std::isfinite(height) || height > 1e6) {
      way.at_end = arma::datum::inf;
      break;
    }
  }
  return way;
}

Way best_way(const Ground& ground, const Rule<double>& rule, std::size_t limit,
             const dln::Random& random) {
  // [Let every rule run at its own best rate]
  const std::vector<dln::Setting> rate = {{"rate", 1e-3, std::sqrt(10.0)}};
  const auto score = [&](const dln::Point& point) {
    const Way way = walk(ground, rule, point[0], limit, random);
    // The sooner the better; of two that are as soon, the one that hovers lower.
    return -static_cast<double>(way.steps) - way.at_end / (1 + way.at_end);
  };
  const std::vector<dln::Trial> trials = dln::search(rate, dln::grid(rate, 15), score);
  return walk(ground, rule, dln::best(trials).point[0], limit, random);
  // [Let every rule run at its own best rate]
}

}  // namespace

Report race(const Options& options) {
  const std::size_t limit = options.choose<std::size_t>(1000, 300);
  Table table({{"rule"},
               {"valley"},
               {"saddle"},
               {"noisy bowl"},
               {"height at the end, noisy bowl", "{:.3f}"}});
  Table ways({{"ground"}, {"rule"}, {"x"}, {"y"}});
  Table heights({{"ground"}, {"x"}, {"y"}, {"height"}});
  const auto grounds = all_grounds();
  arma::mat
      steps_taken;  // ground, rule, rate, step, place: for the page's script to be held to
  for (const auto& rule : all_rules<double>()) {
    std::vector<dln::program::Cell> row = {rule.name};
    for (const Ground& ground : grounds) {
      dln::program::stop_if_interrupted();
      const Way way = best_way(ground, rule, limit, dln::Random(options.seed).split(70));
      row.push_back(way.steps < limit ? dln::program::Cell(way.steps)
                                      : dln::program::Cell(fmt::format("over {}", limit)));
      for (std::size_t step = 0; step <= std::min<std::size_t>(way.steps, 150); ++step)
        ways.add({ground.name, rule.name, way.places(step, 0), way.places(step, 1)});
      for (const std::size_t step : {0, 1, 2, 3, 10, 100, 250})
        steps_taken.insert_rows(
            steps_taken.n_rows,
            arma::rowvec{static_cast<double>(&ground - grounds.data()),
                         static_cast<double>(table.rows()), way.rate, static_cast<double>(step),
                         way.places(step, 0), way.places(step, 1)});
      if (ground.noise > 0) row.emplace_back(way.at_end);
    }
    table.add(row);
  }
  for (const Ground& ground : grounds)
    for (const double y : arma::linspace(ground.low, ground.high, 41))
      for (const double x : arma::linspace(ground.left, ground.right, 61))
        heights.add({ground.name, x, y, ground.height(x, y)});
  Report report;
  report.say("Steps to the goal, every rule at the rate of its own that gets there soonest:");
  report.table("race", table);
  report.data("ways", ways);
  report.data("heights", heights);
  report.numbers("live-steps", steps_taken);
  dln::Random noise = dln::Random(options.seed).split(70);
  arma::mat drawn(2, 300);  // what is added to the slopes of the first steps
  drawn.imbue([&] { return noise.normal(); });
  report.numbers("live-noise", drawn.t());
  return report;
}

}  // namespace chapter
