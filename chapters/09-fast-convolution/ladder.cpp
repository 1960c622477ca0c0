#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/core/threads.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::Geometry;
using dln::conv::square;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** The same sums as the definition, for stride 1: one weight at a time, along whole rows of the
 * image. */
void reordered(Problem& problem) {
  const Geometry& g = problem.geometry;
  const std::size_t P = dln::conv::output_height(g), Q = dln::conv::output_width(g),
                    pad = g.padding_left;
  std::ranges::fill(problem.y, 0.0F);
  for (std::size_t n = 0; n < problem.batch; ++n)
    for (std::size_t k = 0; k < g.filters; ++k)
      for (std::size_t c = 0; c < g.channels; ++c) {
        const float* image = &problem.x[(n * g.channels + c) * g.height * g.width];
        const float* filter =
            &problem.weight[(k * g.channels + c) * g.kernel_height * g.kernel_width];
        float* map = &problem.y[(n * g.filters + k) * P * Q];
        // [Put the longest run innermost]
        for (std::size_t r = 0; r < g.kernel_height; ++r)
          for (std::size_t s = 0; s < g.kernel_width; ++s) {
            const float w = filter[r * g.kernel_width + s];
            const std::size_t top = r < pad ? pad - r : 0, bottom = g.height + pad - r;
            const std::size_t first = s < pad ? pad - s : 0, last = g.width + pad - s;
            for (std::size_t p = top; p < std::min(P, bottom); ++p) {
              const float* row = image + (p + r - pad) * g.width;
              float* out = map + p * Q;
              for (std::size_t q = first; q < std::min(Q, last); ++q)
                out[q] += w * row[q + s - pad];
            }
          }
        // [Put the longest run innermost]
      }
}

}  // namespace

Report climb_ladder(const Options& options) {
  const std::size_t threads = dln::thread_count();
  dln::set_thread_count(1);
  Problem problem(square(options.choose(128, 32), options.choose(128, 32), 28, 3, 1, 1), 1,
                  options.seed);
  const double flops = dln::conv::flops(problem.geometry, 1);
  Table table({{"rung"},
               {"ms", "{:.3g}"},
               {"GFLOP/s", "{:.1f}"},
               {"times the loops", "{:.1f}"},
               {"off by", "{:.0e}"}});
  const double loops = problem.seconds(Algorithm::naive, 1);
  const std::vector<float> expected = problem.y;
  const auto add = [&](const char* rung, double seconds) {
    double error = 0, largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      error = std::max(error, std::abs(double(expected[i]) - double(problem.y[i])));
      largest = std::max(largest, std::abs(double(expected[i])));
    }
    table.add({rung, 1e3 * seconds, flops / seconds / 1e9, loops / seconds, error / largest});
    return seconds;
  };
  add("seven loops", loops);
  add("loops in another order", dln::program::median_seconds(5, [&] { reordered(problem); }));
  const double columns = add("im2col and a product", problem.seconds(Algorithm::im2col, 9));
  add("direct", problem.seconds(Algorithm::direct, 9));
  add("Winograd F(2x2, 3x3)", problem.seconds(Algorithm::winograd2, 9));
  const double four = add("Winograd F(4x4, 3x3)", problem.seconds(Algorithm::winograd4, 9));
  const double six = add("Winograd F(6x6, 3x3)", problem.seconds(Algorithm::winograd6, 9));
  dln::set_thread_count(threads);
  Report report;
  report.note("threads", threads);
  report.say(fmt::format("{} to {} channels, 3x3, 28 × 28 pixels, one image:",
                         problem.geometry.channels, problem.geometry.filters));
  report.table("ladder", table);
  report.note("ladder_channels", problem.geometry.channels);
  report.note("ladder_loops_ms", 1e3 * loops);
  report.note("ladder_im2col_speedup", loops / columns);
  report.note("ladder_winograd_speedup", loops / std::min(four, six));
  report.note("ladder_hours_for_a_year", 365.0 * 24 * std::min(four, six) / loops);
  return report;
}

Report weigh_columns() {
  Table table(
      {{"layer"}, {"image, MB", "{:.2f}"}, {"columns, MB", "{:.2f}"}, {"times", "{:.1f}"}});
  const auto add = [&](const char* name, const Geometry& g) {
    const double image = double(dln::conv::input_size(g) * sizeof(float));
    const double columns =
        double(g.channels * g.kernel_height * g.kernel_width * dln::conv::output_height(g) *
               dln::conv::output_width(g) * sizeof(float));
    table.add({name, image / 1e6, columns / 1e6, columns / image});
  };
  add("3x3, 64 channels at 56", square(64, 64, 56, 3, 1, 1));
  add("3x3, 512 channels at 7", square(512, 512, 7, 3, 1, 1));
  add("3x3, stride 2, 128 at 56", square(128, 128, 56, 3, 2, 1));
  add("7x7, stride 2, 3 at 224", square(3, 64, 224, 7, 2, 3));
  add("1x1, 256 at 56", square(256, 64, 56, 1));
  Report report;
  report.say("What im2col's columns weigh, against the image that they are made of:");
  report.table("columns", table);
  return report;
}

}  // namespace chapter
