#include <fmt/format.h>

#include <armadillo>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::square;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Report scale_threads(const Options& options) {
  Report report;
  const std::size_t most = dln::thread_count();
  const std::size_t width = options.choose<std::size_t>(128, 32);
  Problem problem(square(width, width, 28, 3, 1, 1), 16, options.seed);
  const Algorithm chosen =
      dln::conv::choose<float>(problem.geometry, 16, dln::conv::Direction::forward, false);
  Table table({{"threads"}, {"ms", "{:.2f}"}, {"times one thread", "{:.2f}"}, {"same bits"}});
  double one = 0;
  std::vector<float> bits;
  for (std::size_t threads = 1; threads <= most; ++threads) {
    dln::set_thread_count(threads);
    const double seconds = problem.seconds(chosen, 9);
    if (threads == 1) one = seconds, bits = problem.y;
    table.add({threads, 1e3 * seconds, one / seconds, bits == problem.y ? "yes" : "no"});
    if (threads == most) report.note("scaling", one / seconds);
  }
  dln::set_thread_count(most);
  report.say(
      fmt::format("16 images, {} channels at 28 × 28, {}:", width, dln::conv::name(chosen)));
  report.table("scaling", table);
  return report;
}

Report race_algorithms(const Options& options) {
  constexpr std::array candidates{Algorithm::im2col, Algorithm::direct, Algorithm::winograd2,
                                  Algorithm::winograd4, Algorithm::winograd6};
  Table table({{"channels"},
               {"side"},
               {"fastest"},
               {"chosen"},
               {"chosen takes", "{:.2f} times the fastest"}});
  double sum = 0, worst = 1;
  for (const std::size_t channels : {1, 4, 16, 64, 256})
    for (const std::size_t side : {4, 7, 14, 28, 56}) {
      if (options.quick && channels * side * side > 50000) continue;
      Problem problem(square(channels, channels, side, 3, 1, 1), 1, options.seed);
      // [Race all algorithms on one shape]
      arma::vec seconds(candidates.size());
      for (std::size_t i = 0; i < candidates.size(); ++i)
        seconds[i] = dln::program::median_seconds(options.choose(9, 3), [&] {
          for (std::size_t run = 0; run < 1 + 30000 / (channels * side * side); ++run)
            problem.run(candidates[i]);
        });
      const Algorithm fastest = candidates[seconds.index_min()];
      const Algorithm chosen =
          dln::conv::choose<float>(problem.geometry, 1, dln::conv::Direction::forward, false);
      // [Race all algorithms on one shape]
      const auto place =
          static_cast<std::size_t>(std::ranges::find(candidates, chosen) - candidates.begin());
      if (place == candidates.size())
        throw dln::Error("the cost model's choice", "one of the algorithms that were raced",
                         dln::conv::name(chosen));
      const double ratio = seconds[place] / seconds.min();
      table.add({channels, side, dln::conv::name(fastest), dln::conv::name(chosen), ratio});
      sum += ratio;
      worst = std::max(worst, ratio);
    }
  const auto explanation = dln::conv::explain<float>(square(64, 64, 56, 3, 1, 1), 1,
                                                     dln::conv::Direction::forward, false);
  Report report;
  report.say(
      "Every algorithm on every shape; what was fastest, and what the cost model takes:");
  report.table("winners", table);
  report.say(fmt::format("Why, for 64 channels at 56 × 56? {}", explanation.sentence));
  report.note("small_image_weights_megabytes", 64.0 * 512 * 512 * sizeof(float) / 1e6);
  report.note("shapes_raced", table.rows());
  report.note("choice_against_fastest", sum / double(table.rows()));
  report.note("choice_worst", worst);
  report.note("explanation", explanation.sentence);
  return report;
}

}  // namespace chapter
