#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::square;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** The root mean square of what was erred, against the same sums in double. */
double error(Problem& problem, Algorithm algorithm, const std::vector<double>& exact) {
  problem.run(algorithm);
  double sum = 0;
  for (std::size_t i = 0; i < exact.size(); ++i)
    sum += std::pow(static_cast<double>(problem.y[i]) - exact[i], 2);
  return std::sqrt(sum / static_cast<double>(exact.size()));
}

}  // namespace

Report time_strassen(const Options& options) {
  const std::size_t batch = options.choose<std::size_t>(4, 1),
                    thinner = options.choose<std::size_t>(1, 4);
  Table table({{"channels"},
               {"filters"},
               {"pixels"},
               {"direct", "{:.2f}"},
               {"Strassen", "{:.2f}"},
               {"times as fast", "{:.2f}"},
               {"errs", "{:.1f} times"},
               {"chosen"}});
  double most = 0;
  for (const auto& [channels, filters, side] : {std::array<std::size_t, 3>{16, 16, 56},
                                                {64, 64, 56},
                                                {64, 256, 56},
                                                {256, 256, 28},
                                                {512, 512, 14}}) {
    const auto g = square(channels / thinner, filters / thinner, side, 1);
    Problem problem(g, batch, options.seed);
    dln::conv::Workspace<double> scratch;
    const std::vector<double> x(problem.x.begin(), problem.x.end()),
        weight(problem.weight.begin(), problem.weight.end());
    std::vector<double> exact(problem.y.size());
    dln::conv::forward<double>(g, batch, x.data(), weight.data(), nullptr, exact.data(),
                               scratch, Algorithm::direct);
    const int samples = options.choose(15, 3);
    const double direct = problem.ready_seconds(Algorithm::direct, samples);
    const double fast = problem.ready_seconds(Algorithm::strassen, samples);
    table.add(
        {g.channels, g.filters, fmt::format("{0} × {0}", side), 1e3 * direct, 1e3 * fast,
         direct / fast,
         error(problem, Algorithm::strassen, exact) / error(problem, Algorithm::direct, exact),
         dln::conv::name(
             dln::conv::choose<float>(g, batch, dln::conv::Direction::forward, true))});
    most = std::max(most, direct / fast);
  }
  Report report;
  report.say(
      fmt::format("1x1, {}; ms, and how many times the direct way's error:", images(batch)));
  report.table("strassen", table);
  report.note("strassen_batch", batch);
  report.note("strassen_speedup", most);
  return report;
}

}  // namespace chapter
