#include "dln/conv/phases.hpp"

#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::square;
using dln::program::Options;
using dln::program::Results;
using dln::program::Table;

void show_phases(const Options& options, Results& results) {
  struct Kind {
    const char* name;
    dln::conv::Geometry geometry;
  };
  const std::size_t batch = options.choose<std::size_t>(4, 1), width = options.choose<std::size_t>(64, 8);
  const Kind kinds[] = {{"3x3", square(width, width, 56, 3, 1, 1)},
                        {"5x5", square(width, width, 28, 5, 1, 2)},
                        {"3x3, 2 apart", square(width, width, 56, 3, 1, 2, 2)},
                        {"3x3, stride 2", square(width, width, 56, 3, 2, 1)},
                        {"7x7, stride 2, of 3", square(3, width, 224, 7, 2, 3)},
                        {"11x11, stride 4, of 3", square(3, width, 227, 11, 4)}};
  Table table({{"kernels"}, {"become"}, {"fewer", "{:.1f}"}, {"direct", "{:.2f}"}, {"fast", "{:.2f}"}});
  for (const auto& [name, g] : kinds) {
    const auto apart = dln::conv::phased(g);
    const auto& plain = apart.geometry;
    const auto estimate =
        dln::conv::estimate<float>(g, batch, dln::conv::Pass::forward, Algorithm::winograd6, false, 1);
    Problem problem(g, batch, options.seed);
    const int samples = options.choose(9, 3);
    const double direct = problem.seconds(Algorithm::direct, samples);
    const double fast = problem.seconds(Algorithm::winograd6, samples);
    table.add({name,
               fmt::format("{0}x{0}{1}{2}", plain.kernel_height,
                           apart.images > 1 ? fmt::format(" of {} images", apart.images) : "",
                           plain.channels > g.channels ? fmt::format(" of {} channels", plain.channels) : ""),
               dln::conv::flops(g, batch) / estimate.operations, 1e3 * direct, 1e3 * fast});
    if (g.kernel_height == 7) results.note("phases_stem_speedup", direct / fast);
  }
  results.write("phases", table);
  results.note("phases_width", width);
  results.note("phases_batch", batch);
  fmt::print("{} images, {} filters; ms by the direct way, and fast, by winograd6:\n{}", batch, width, table.text());
}

}  // namespace chapter
