#include "dln/conv/phases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::square;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Report split_into_phases(const Options& options) {
  Report report;
  struct Kind {
    const char* name;
    dln::conv::Geometry geometry;
  };
  const std::size_t batch = options.choose<std::size_t>(4, 1),
                    width = options.choose<std::size_t>(64, 8);
  const Kind kinds[] = {{"3x3", square(width, width, 56, 3, 1, 1)},
                        {"5x5", square(width, width, 28, 5, 1, 2)},
                        {"3x3, 2 apart", square(width, width, 56, 3, 1, 2, 2)},
                        {"3x3, stride 2", square(width, width, 56, 3, 2, 1)},
                        {"7x7, stride 2, of 3", square(3, width, 224, 7, 2, 3)},
                        {"11x11, stride 4, of 3", square(3, width, 227, 11, 4)}};
  Table table(
      {{"kernels"}, {"become"}, {"fewer", "{:.1f}"}, {"direct", "{:.2f}"}, {"fast", "{:.2f}"}});
  for (const auto& [name, g] : kinds) {
    const auto apart = dln::conv::phased(g);
    const auto& plain = apart.geometry;
    const auto estimate = dln::conv::estimate<float>(g, batch, dln::conv::Direction::forward,
                                                     Algorithm::winograd6, false, 1);
    Problem problem(g, batch, options.seed);
    const int samples = options.choose(9, 3);
    const double direct = problem.seconds(Algorithm::direct, samples);
    const double fast = problem.seconds(Algorithm::winograd6, samples);
    table.add(
        {name,
         fmt::format(
             "{0}x{0}{1}{2}", plain.kernel_height,
             apart.images > 1 ? fmt::format(" of {} images", apart.images) : "",
             plain.channels > g.channels ? fmt::format(" of {} channels", plain.channels) : ""),
         dln::conv::flops(g, batch) / estimate.operations, 1e3 * direct, 1e3 * fast});
    if (g.kernel_height == 7) report.note("phases_stem_speedup", direct / fast);
  }
  report.say(fmt::format(
      "{}, {} filters; ms by the direct way, and fast, by winograd6:", images(batch), width));
  report.table("phases", table);
  report.note("phases_width", width);
  report.note("phases_images", images(batch));
  return report;
}

Report time_strides(const Options& options) {
  const std::size_t batch = options.choose<std::size_t>(4, 1),
                    thinner = options.choose<std::size_t>(1, 8);
  Table table({{"channels"},
               {"pixels"},
               {"direct", "{:.2f}"},
               {"phases", "{:.2f}"},
               {"strided", "{:.2f}"},
               {"times as fast", "{:.2f}"}});
  double most = 0;
  for (const auto& [channels, side] :
       {std::array<std::size_t, 2>{64, 112}, {64, 56}, {128, 56}, {256, 28}}) {
    Problem problem(square(channels / thinner, channels / thinner, side, 3, 2, 1), batch,
                    options.seed);
    const int samples = options.choose(15, 3);
    const double direct = problem.ready_seconds(Algorithm::direct, samples);
    const double phases = problem.ready_seconds(Algorithm::winograd6, samples);
    const double strided = problem.ready_seconds(Algorithm::strided, samples);
    table.add({problem.geometry.channels, fmt::format("{0} × {0}", side), 1e3 * direct,
               1e3 * phases, 1e3 * strided, direct / strided});
    most = std::max(most, direct / strided);
  }
  Report report;
  report.say(
      fmt::format("3x3 with stride 2, {}, as many filters as channels; ms, with weights ready:",
                  images(batch)));
  report.table("strides", table);
  report.note("strides_images", images(batch));
  report.note("strides_speedup", most);
  return report;
}

}  // namespace chapter
