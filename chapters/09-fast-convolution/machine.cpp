#include "dln/conv/machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <armadillo>

#include "dln/conv/microkernel.hpp"
#include "dln/core/threads.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::conv::Algorithm;
using dln::conv::Geometry;
using dln::conv::square;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

Report measure_roofline(const Options& options) {
  const double peak = dln::conv::peak_flops(), bandwidth = dln::conv::memory_bandwidth();
  Report report;
  report.say(
      fmt::format("{} thread{}: {:.0f} GFLOP/s of multiply-adds, {:.1f} GB/s from memory. To "
                  "keep the arithmetic "
                  "busy, a byte must be used for {:.0f} operations.",
                  dln::thread_count(), dln::thread_count() == 1 ? "" : "s", peak / 1e9,
                  bandwidth / 1e9, peak / bandwidth));
  report.note("peak_gflops", peak / 1e9);
  report.note("memory_gigabytes_a_second", bandwidth / 1e9);
  report.note("flops_per_byte_to_be_busy", peak / bandwidth);

  Table table({{"layer"},
               {"FLOP a byte", "{:.0f}"},
               {"loops", "{:.1f}"},
               {"im2col", "{:.1f}"},
               {"chosen", "{:.1f}"}});
  const auto add = [&](const char* name, const Geometry& g) {
    Problem problem(g, 1, options.seed);
    // [Compare operations with bytes]
    const double flops = dln::conv::flops(g, 1);
    const double bytes =
        double(problem.x.size() + problem.weight.size() + problem.y.size()) * sizeof(float);
    const double intensity = flops / bytes;  // if every number moved only once
    // [Compare operations with bytes]
    const Algorithm chosen =
        dln::conv::choose<float>(g, 1, dln::conv::Direction::forward, false);
    const double loops = flops / problem.seconds(Algorithm::naive, 1) / 1e9;
    const double columns = flops / problem.seconds(Algorithm::im2col, 9) / 1e9;
    const double fast = flops / problem.seconds(chosen, 9) / 1e9;
    table.add({fmt::format("{} ({})", name, dln::conv::name(chosen)), intensity, loops, columns,
               fast});
  };
  const std::size_t part = options.choose(1, 2);
  add("3x3, 64 at 56", square(64 / part, 64 / part, 56, 3, 1, 1));
  add("3x3, 128 at 28", square(128 / part, 128 / part, 28, 3, 1, 1));
  add("3x3, 256 at 14", square(256 / part, 256 / part, 14, 3, 1, 1));
  add("3x3, 512 at 7", square(512 / part, 512 / part, 7, 3, 1, 1));
  add("1x1, 256 to 64 at 56", square(256 / part, 64 / part, 56, 1));
  add("7x7, stride 2, 3 to 64", square(3, 64, 224 / part, 7, 2, 3));
  report.say("GFLOP/s of the definition's operations:");
  report.table("roofline", table);
  arma::mat limits;  // whatever the operations a byte, neither memory nor arithmetic gives more
  for (double intensity = 0.5; intensity <= 1000; intensity *= 1.05)
    limits = arma::join_cols(
        limits, arma::rowvec{intensity, std::min(peak, intensity * bandwidth) / 1e9});
  report.data("roofline-limits", Table::of({"FLOP a byte", "GFLOP/s"}, limits));
  return report;
}

Report block_for_cache(const Options& options) {
  using dln::conv::tile_columns, dln::conv::tile_rows;
  constexpr std::size_t tiles = 16, columns = tile_columns<float>;
  constexpr std::size_t piece =
      256;  // terms of the sum that are done for all rows before the next ones
  arma::mat curve;
  for (std::size_t depth = 64; depth <= options.choose<std::size_t>(1U << 19U, 1U << 14U);
       depth *= 2) {
    // The left factor lies as the kernel reads it: the six rows of a tile side by side, term by
    // term.
    const arma::fcube a(tile_rows, depth, tiles, arma::fill::randu);
    const arma::fmat b(columns, depth, arma::fill::randu);
    arma::fcube c(columns, tile_rows, tiles, arma::fill::zeros);
    const std::size_t repetitions = std::max<std::size_t>(1, (1U << 17U) / depth);
    const auto rate = [&](const std::function<void()>& product) {
      const double seconds = dln::program::median_seconds(9, [&] {
        for (std::size_t i = 0; i < repetitions; ++i) product();
      });
      return 2.0 * double(tiles * tile_rows * columns * depth * repetitions) / seconds / 1e9;
    };
    const auto multiply = [&](std::size_t tile, std::size_t first, std::size_t terms) {
      dln::conv::multiply<float>(tile_rows, dln::conv::tile_vectors, terms, &a(0, first, tile),
                                 1, tile_rows, b.colptr(first), c.slice_memptr(tile),
                                 first > 0);
    };
    const double whole = rate([&] {
      for (std::size_t tile = 0; tile < tiles; ++tile) multiply(tile, 0, depth);
    });
    const double blocked = rate([&] {
      // [Finish with a piece of both factors before touching the next]
      for (std::size_t first = 0; first < depth; first += piece)
        for (std::size_t tile = 0; tile < tiles; ++tile)
          multiply(tile, first, std::min(piece, depth - first));
      // [Finish with a piece of both factors before touching the next]
    });
    curve = arma::join_cols(
        curve, arma::rowvec{double(depth * columns * sizeof(float)) / 1024, whole, blocked});
  }
  Table table({{"right factor, kB", "{:.0f}"},
               {"whole, GFLOP/s", "{:.1f}"},
               {"in pieces, GFLOP/s", "{:.1f}"}});
  for (arma::uword i = 0; i < curve.n_rows; ++i)
    table.add({curve(i, 0), curve(i, 1), curve(i, 2)});
  Report report;
  report.say(fmt::format("One thread, {} rows times {} columns:", tiles * tile_rows, columns));
  report.table("blocking", table);
  report.note("blocking_largest_megabytes", curve(curve.n_rows - 1, 0) / 1024);
  report.note("blocking_best_gflops", curve.col(1).max());
  report.note("blocking_whole_gflops", curve(curve.n_rows - 1, 1));
  report.note("blocking_blocked_gflops", curve(curve.n_rows - 1, 2));
  return report;
}

}  // namespace chapter
