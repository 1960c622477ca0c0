#include <fmt/format.h>

#include <armadillo>
#include <cmath>

#include "dln/conv/cook_toom.hpp"
#include "dln/conv/winograd_tiling.hpp"
#include "dln/core/random.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"

namespace chapter {

using dln::conv::cook_toom;
using dln::conv::CookToom;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** A matrix of the library as one of Armadillo. */
template <typename T, std::size_t Rows, std::size_t Columns>
arma::Mat<T> matrix(const dln::conv::Matrix<Rows, Columns>& from) {
  arma::Mat<T> result(Rows, Columns);
  for (std::size_t i = 0; i < Rows; ++i)
    for (std::size_t j = 0; j < Columns; ++j) result(i, j) = static_cast<T>(from[i][j]);
  return result;
}

/** A matrix as the pages' formulas are written. */
std::string tex(const arma::mat& m) {
  std::string text = "\\begin{pmatrix}";
  for (arma::uword i = 0; i < m.n_rows; ++i)
    for (arma::uword j = 0; j < m.n_cols; ++j) {
      const double value = m(i, j) == 0 ? 0.0 : m(i, j);  // no minus before a zero
      text += fmt::format("{}{:.4g}", j > 0 ? " & " : i > 0 ? " \\\\ " : "", value);
    }
  return text + "\\end{pmatrix}";
}

/** The root mean square error of one tile of F(m x m, r x r) in float, over that of its
 * outputs. */
template <std::size_t Outputs, std::size_t Taps>
double rounding_error(const CookToom<Outputs, Taps>& fast, std::size_t tiles,
                      dln::Random random) {
  constexpr std::size_t channels = 64, side = Outputs + Taps - 1;
  const arma::fmat A = matrix<float>(fast.a), G = matrix<float>(fast.g),
                   B = matrix<float>(fast.bt).t();
  double error = 0, size = 0;
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    arma::fmat sum(side, side, arma::fill::zeros);
    arma::mat exact(Outputs, Outputs, arma::fill::zeros);
    for (std::size_t c = 0; c < channels; ++c) {
      arma::fmat d(side, side), g(Taps, Taps);
      d.imbue([&] { return static_cast<float>(random.normal()); });
      g.imbue([&] { return static_cast<float>(random.normal()); });
      // [Multiply point by point]
      sum += (G * g * G.t()) % (B.t() * d * B);
      // [Multiply point by point]
      const auto wide = arma::conv_to<arma::mat>::from(d);
      for (std::size_t r = 0; r < Taps; ++r)
        for (std::size_t s = 0; s < Taps; ++s)
          exact += double(g(r, s)) * wide.submat(r, s, r + Outputs - 1, s + Outputs - 1);
    }
    const arma::fmat y = A.t() * sum * A;
    error += arma::accu(arma::square(arma::conv_to<arma::mat>::from(y) - exact));
    size += arma::accu(arma::square(exact));
  }
  return std::sqrt(error / size);
}

/** The same for sums in float in the definition's order. */
double plain_error(std::size_t tiles, dln::Random random) {
  double error = 0, size = 0;
  for (std::size_t tile = 0; tile < 16 * tiles; ++tile) {
    float sum = 0;
    double exact = 0;
    for (std::size_t i = 0; i < 576; ++i) {
      const auto a = static_cast<float>(random.normal()),
                 b = static_cast<float>(random.normal());
      sum += a * b;
      exact += double(a) * double(b);
    }
    error += (sum - exact) * (sum - exact);
    size += exact * exact;
  }
  return std::sqrt(error / size);
}

}  // namespace

Report count_multiplications() {
  Report report;
  constexpr auto f23 = cook_toom<2, 3>({0, 1, -1});
  constexpr auto& f43 = dln::conv::winograd_matrices<4, 3>;
  report.note("f23_a", tex(matrix<double>(f23.a).t()));
  report.note("f23_g", tex(matrix<double>(f23.g)));
  report.note("f23_bt", tex(matrix<double>(f23.bt)));
  report.note("f43_a", tex(matrix<double>(f43.a).t()));
  report.note("f43_g", tex(matrix<double>(f43.g)));
  report.note("f43_bt", tex(matrix<double>(f43.bt)));
  Table table({{"outputs"}, {"by the definition"}, {"by points"}, {"saved", "{:.2f} times"}});
  for (const std::size_t m : {2, 4, 6}) {
    const std::size_t plain = m * m * 9, fast = (m + 2) * (m + 2);
    table.add({fmt::format("{0} × {0}", m), plain, fast, double(plain) / double(fast)});
  }
  report.say("Multiplications of a tile, a channel and a 3 × 3 filter:");
  report.table("multiplications", table);

  Table edges({{"side"},
               {"tiles of 4"},
               {"of 6"},
               {"of 4, short"},
               {"of 6, short"},
               {"saved", "{:.2f} times"}});
  for (const std::size_t side : {7, 14, 28, 56}) {
    const auto whole = [&](std::size_t m) { return (side + m - 1) / m * (m + 2); };
    const auto cut = [&](std::size_t m) {
      return dln::conv::winograd::points_along(side, m, 3);
    };
    const auto squared = [](double ratio) { return ratio * ratio; };
    edges.add({side, whole(4), whole(6), cut(4), cut(6),
               squared(double(whole(4)) / double(std::min(cut(4), cut(6))))});
  }
  report.say("Points along a side of an image; saved, against whole tiles of 4 on both sides:");
  report.table("edges", edges);
  return report;
}

Report measure_rounding(const Options& options) {
  const std::size_t tiles = options.choose<std::size_t>(200, 30);
  const dln::Random random = dln::Random(options.seed).split(1);
  Table table({{"sums of 64 channels in float"}, {"points"}, {"relative error", "{:.1e}"}});
  const double plain = plain_error(tiles, random);
  const double two = rounding_error(dln::conv::winograd_matrices<2, 3>, tiles, random);
  const double usual = rounding_error(cook_toom<4, 3>({0, 1, -1, 2, -2}), tiles, random);
  const double chosen = rounding_error(dln::conv::winograd_matrices<4, 3>, tiles, random);
  const double six = rounding_error(dln::conv::winograd_matrices<6, 3>, tiles, random);
  const double eight = rounding_error(
      cook_toom<8, 3>({0, 0.375, -0.375, 0.875, -0.875, 1.25, -1.25, 2.25, -2.25}), tiles,
      random);
  const double five_taps = rounding_error(dln::conv::winograd_matrices<4, 5>, tiles, random);
  table.add({"the definition", "none", plain});
  table.add({"F(2x2, 3x3)", "0, ±1", two});
  table.add({"F(4x4, 3x3), the usual points", "0, ±1, ±2", usual});
  table.add({"F(4x4, 3x3), this library's", "0, ±5/8, ±3/2", chosen});
  table.add({"F(6x6, 3x3), usual and this library's", "0, ±1/2, ±2, ±1", six});
  table.add({"F(4x4, 5x5), this library's", "0, ±1/2, ±2, ±1", five_taps});
  table.add({"F(8x8, 3x3)", "0, ±3/8, ±7/8, ±5/4, ±9/4", eight});
  Report report;
  report.say("The rounding error of one tile, by the points that it was made from:");
  report.table("rounding", table);
  report.note("error_plain", plain);
  report.note("error_f2", two);
  report.note("error_f4_usual", usual);
  report.note("error_f4", chosen);
  report.note("error_f4_saved", usual / chosen);
  report.note("error_f6_against_f4", six / chosen);
  report.note("error_f6_against_usual", six / usual);
  report.note("error_f8_against_f6", eight / six);

  // [Try all pairs of points]
  arma::mat map;
  const std::size_t few = options.choose<std::size_t>(12, 3);
  for (double a = 0.25; a <= 1.5; a += 0.125)
    for (double b = a + 0.125; b <= 2.75; b += 0.125)
      map = arma::join_cols(
          map,
          arma::rowvec{a, b, rounding_error(cook_toom<4, 3>({0, a, -a, b, -b}), few, random)});
  // [Try all pairs of points]
  const arma::uword best = map.col(2).index_min();
  report.say(fmt::format("Of {} pairs, ±{:g} and ±{:g} err least: {:.1e}.", map.n_rows,
                         map(best, 0), map(best, 1), map(best, 2)));
  report.data("points", Table::of({"a", "b", "relative error"}, map));
  report.note("best_point_a", map(best, 0));
  report.note("best_point_b", map(best, 1));
  return report;
}

}  // namespace chapter
