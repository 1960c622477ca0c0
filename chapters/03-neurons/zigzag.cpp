#include <fmt/format.h>

#include <cmath>

#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t points = 40;

/** A neuron of two inputs, f = w1 x1 + w2 x2, which is to give `target` of each example: half
 * the squared error. */
struct Problem {
  arma::mat x;  // 2 x N
  arma::rowvec target;
};

Problem draw_problem(bool centred, Random random) {
  Problem problem{arma::mat(2, points), {}};
  problem.x.imbue([&] { return random.uniform(0.2, 1.8); });  // mean 1
  if (centred) problem.x -= 1;
  problem.target = arma::rowvec{1.0, -1.0} * problem.x;  // so (1, -1) is the answer
  return problem;
}

struct Walk {
  std::vector<arma::vec> places;
  double one_sign = 0;  // share of steps in which both weights moved the same way
  std::size_t steps_needed = 0;
};

/** Descends from (-1, 1), at every step by the mean gradient of `batch` examples drawn anew. */
Walk descend(const Problem& problem, std::size_t batch, double rate, Random random) {
  Walk walk{{arma::vec{-1, 1}}};
  constexpr std::size_t max_steps = 3000;
  std::size_t same = 0, steps = 0;
  for (; steps < max_steps && arma::norm(walk.places.back() - arma::vec{1, -1}) > 0.1;
       ++steps) {
    const arma::vec& w = walk.places.back();
    // [Sum the gradients of a batch]
    arma::vec dw(2, arma::fill::zeros);
    for (std::size_t b = 0; b < batch; ++b) {
      const arma::uword i = random.below(points);
      const double df =
          arma::dot(w, problem.x.col(i)) - problem.target[i];  // one number for both weights
      dw += df * problem.x.col(i) / batch;  // times inputs, whose sign it takes over
    }
    // [Sum the gradients of a batch]
    same += dw[0] * dw[1] > 0 ? 1 : 0;
    walk.places.push_back(w - rate * dw);
  }
  walk.one_sign =
      static_cast<double>(same) / static_cast<double>(std::max<std::size_t>(steps, 1));
  walk.steps_needed = steps;
  return walk;
}

}  // namespace

Report walk_zigzag(const Options& options) {
  const Random random = Random(options.seed).split(60);
  Table table(
      {{"inputs"}, {"batch"}, {"both weights move the same way", "{:.0%}"}, {"steps needed"}});
  Table ways({{"walk"}, {"w1"}, {"w2"}});
  for (const bool centred : {false, true})
    for (const std::size_t batch : {1, 8, 40}) {
      const Problem problem = draw_problem(centred, random.split(1));
      const Walk walk = descend(problem, batch, 0.3, random.split(2));
      table.add(
          {centred ? "centred" : "all positive", batch, walk.one_sign, walk.steps_needed});
      const std::string name =
          fmt::format("{}, batch {}", centred ? "centred" : "all positive", batch);
      for (std::size_t i = 0; i < std::min<std::size_t>(walk.places.size(), 60); ++i)
        ways.add({name, walk.places[i][0], walk.places[i][1]});
    }
  Report report;
  report.say(
      "One neuron of two weights, from (-1, 1) towards (1, -1): one of them must grow, the "
      "other shrink.");
  report.table("zigzag", table);
  report.data("zigzag-ways", ways);
  return report;
}

}  // namespace chapter
