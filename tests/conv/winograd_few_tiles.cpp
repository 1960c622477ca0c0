// Winograd's kernels for few tiles by themselves, as the passes choose them on some machines
// only.
#include "dln/conv/winograd_few_tiles.hpp"

#include <algorithm>
#include <cmath>

#include "conv/numbers.hpp"
#include "support.hpp"

namespace {

using dln::conv::lanes;
using dln::test::Numbers;
using dln::test::unwritten;
using dln::test::whole_numbers;

/** Whether both are nearly the same, NaN where nobody was to write. */
template <typename T>
bool are_as_expected(const std::vector<T>& got, const std::vector<double>& expected) {
  double largest = 0;
  for (const double value : expected)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  const double tolerance = 64 * std::numeric_limits<T>::epsilon() * largest;
  return std::ranges::equal(got, expected, [&](double a, double b) {
    return std::isnan(b) ? std::isnan(a)
                         : std::abs(a - b) <= tolerance;  // false for a that is NaN
  });
}

/** Four tiles, of which some are short, so that at some points not all have values: the others
 * are NaN. */
template <typename T, typename F>
struct FewTilesCase {
  static constexpr std::size_t width = lanes<T>, extent = F::outputs + 1;
  std::size_t channels;
  dln::conv::winograd::Layer layer{
      1, channels, extent + F::taps - 1, extent + F::taps - 1, 2 * width, extent, extent, 0, 0};
  dln::conv::winograd::Tiling tiles =
      dln::conv::winograd::tiling<T>(layer, F::outputs, F::taps, 1);
  dln::conv::winograd::Places places{tiles, 0, tiles.count};

  /** Calls body(point, place) where tiles have values. */
  void at_places(const auto& body) const {
    for (std::size_t point = 0; point < F::points; ++point) {
      const auto some = places.at(point / F::side, point % F::side);
      for (std::size_t place = some.begin; place < some.end; ++place) body(point, place);
    }
  }
  /** Of a vector (point, place) the first element. */
  std::size_t vector(std::size_t point, std::size_t place) const {
    return (point * tiles.count + place) * width;
  }
  /** V or Z of so many vectors of channels. */
  std::vector<T> values(std::size_t vectors, std::uint64_t seed) const {
    const std::size_t size = vector(F::points, 0);
    const auto numbers = whole_numbers<T>(vectors * size, seed);
    std::vector<T> result(numbers.size(), unwritten<T>);
    for (std::size_t v = 0; v < vectors; ++v)
      at_places([&](std::size_t point, std::size_t place) {
        const auto from = std::ptrdiff_t(v * size + vector(point, place));
        std::copy_n(numbers.begin() + from, width, result.begin() + from);
      });
    return result;
  }
};

/** M = sum over the channels of G g G^T .* V, for the second vector of filters. */
template <typename T, typename F>
void check_few_products(std::size_t channels, bool back) {
  const FewTilesCase<T, F> few{channels};
  constexpr std::size_t width = lanes<T>, r = F::taps;
  constexpr auto& g = dln::conv::WeightMatrix<F>::matrix;
  const std::size_t size = few.vector(F::points, 0), filters = few.layer.filters;
  const auto values = few.values(dln::conv::ceil_divide(channels, width), 1);
  const auto weight = whole_numbers<T>(filters * channels * F::weights, 2);
  std::vector<double> expected(size, unwritten<T>);
  few.at_places([&](std::size_t point, std::size_t place) {
    for (std::size_t lane = 0; lane < width; ++lane) {
      double sum = 0;
      for (std::size_t c = 0; c < channels; ++c) {
        const std::size_t filter = width + lane,
                          kernel = back ? c * filters + filter : filter * channels + c;
        double u = 0;
        for (std::size_t i = 0; i < r; ++i)
          for (std::size_t j = 0; j < r; ++j) {
            const std::size_t tap = i * r + j, rotated = F::weights - 1 - tap;
            u += double(g[point / F::side][i]) *
                 weight[kernel * F::weights + (back ? rotated : tap)] *
                 double(g[point % F::side][j]);
          }
        sum += u * values[c / width * size + few.vector(point, place) + c % width];
      }
      expected[few.vector(point, place) + lane] = sum;
    }
  });
  std::vector<T> transformed(dln::conv::winograd::few_tiles_size<F, T>),
      products(size, unwritten<T>);
  dln::conv::winograd::multiply_few_tiles<F>(few.layer, back, weight.data(), width, few.places,
                                             values.data(), transformed.data(), products.data(),
                                             few.tiles.count);
  BOOST_TEST(are_as_expected(products, expected), channels << " channels of F(" << F::outputs
                                                           << ", " << r << ")"
                                                           << (back ? ", back" : ""));
}

/** G^T (sum over the tiles of Z .* V) G. */
template <typename T, typename F>
void check_few_sums(std::size_t channels) {
  const FewTilesCase<T, F> few{channels};
  constexpr std::size_t width = lanes<T>, r = F::taps, tap_count = width * F::weights * width;
  constexpr auto& g = dln::conv::WeightMatrix<F>::matrix;
  const auto values = few.values(1, 3), gradients = few.values(1, 4);
  std::vector<double> expected(channels * F::weights * width);
  few.at_places([&](std::size_t point, std::size_t place) {
    const std::size_t first = few.vector(point, place);
    for (std::size_t c = 0; c < channels; ++c)
      for (std::size_t tap = 0; tap < F::weights; ++tap)
        for (std::size_t lane = 0; lane < width; ++lane)
          expected[(c * F::weights + tap) * width + lane] +=
              double(g[point / F::side][tap / r]) * double(g[point % F::side][tap % r]) *
              values[first + c] * gradients[first + lane];
  });
  std::vector<T> taps(tap_count, unwritten<T>), next(tap_count);
  dln::conv::winograd::sum_few_tiles(
      dln::conv::winograd::FewTiles<F>(few.places, few.tiles.count), channels, values.data(),
      gradients.data(), taps.data(), next.data(), F::weights * width);
  taps.resize(expected.size());  // behind them is room that may be overwritten
  BOOST_TEST(are_as_expected(taps, expected),
             channels << " channels of F(" << F::outputs << ", " << r << ")");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE_TEMPLATE(few_tiles_are_multiplied_and_summed_at_every_point, T, Numbers) {
  using namespace dln::conv;
  const auto check = [&]<typename F>(F) {
    for (const std::size_t channels :
         {std::size_t{1}, std::size_t{7}, std::size_t{8}, 2 * lanes<T> + 3})
      for (const bool back : {false, true}) check_few_products<T, F>(channels, back);
    for (std::size_t channels = 1; channels <= lanes<T>; ++channels)
      check_few_sums<T, F>(channels);
  };
#define DLN_CHECK(F, T) check(F{});
  DLN_FOR_EACH_FILTER(DLN_CHECK, T)
#undef DLN_CHECK
}

BOOST_AUTO_TEST_SUITE_END()
