// Why Winograd's interpolation points are what they are: the rounding errors that they make.
#include "dln/conv/cook_toom.hpp"

#include <cmath>

#include "conv/shapes.hpp"
#include "support.hpp"

namespace {

using dln::conv::CookToom;
using dln::conv::Matrix;

/** A B in the precision T, the sums in order. */
template <typename T, std::size_t Rows, std::size_t Inner, std::size_t Columns, typename Left,
          typename Right>
std::array<std::array<T, Columns>, Rows> product(const Left& a, const Right& b) {
  std::array<std::array<T, Columns>, Rows> result{};
  for (std::size_t i = 0; i < Rows; ++i)
    for (std::size_t j = 0; j < Columns; ++j)
      for (std::size_t k = 0; k < Inner; ++k)
        result[i][j] += static_cast<T>(a(i, k)) * static_cast<T>(b(k, j));
  return result;
}

template <typename M>
auto plain(const M& m) {
  return [&m](std::size_t i, std::size_t j) { return m[i][j]; };
}

template <typename M>
auto transposed(const M& m) {
  return [&m](std::size_t i, std::size_t j) { return m[j][i]; };
}

/** F(m x m, r x r) of one tile in float: A^T [ (G g G^T) .* (B^T d B) ] A. */
template <std::size_t Outputs, std::size_t Taps, std::size_t n = Outputs + Taps - 1>
auto fast_filter(const CookToom<Outputs, Taps>& m, const Matrix<n, n>& d,
                 const Matrix<Taps, Taps>& g) {
  const auto half_filter = product<float, n, Taps, Taps>(plain(m.g), plain(g));
  auto spectrum = product<float, n, Taps, n>(plain(half_filter), transposed(m.g));
  const auto half_data = product<float, n, n, n>(plain(m.bt), plain(d));
  const auto data = product<float, n, n, n>(plain(half_data), transposed(m.bt));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) spectrum[i][j] *= data[i][j];
  const auto half_result = product<float, Outputs, n, n>(transposed(m.a), plain(spectrum));
  return product<float, Outputs, n, Outputs>(plain(half_result), plain(m.a));
}

/** Root mean square error of the fast filter over many random tiles, in epsilon, for outputs of
 * root mean square one.
 */
template <std::size_t Outputs, std::size_t Taps>
double rms_error(const CookToom<Outputs, Taps>& matrices) {
  constexpr std::size_t n = Outputs + Taps - 1, tiles = 2000;
  dln::Random random(17);
  const auto draw = [&](auto& matrix) {
    for (auto& row : matrix)
      for (double& number : row) number = static_cast<float>(random.uniform(-1, 1));
  };
  double errors = 0, outputs = 0;
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    Matrix<n, n> d{};
    Matrix<Taps, Taps> g{};
    draw(d);
    draw(g);
    const auto y = fast_filter(matrices, d, g);
    for (std::size_t i = 0; i < Outputs; ++i)
      for (std::size_t j = 0; j < Outputs; ++j) {
        double expected = 0;
        for (std::size_t r = 0; r < Taps; ++r)
          for (std::size_t s = 0; s < Taps; ++s) expected += g[r][s] * d[i + r][j + s];
        errors += std::pow(static_cast<double>(y[i][j]) - expected, 2);
        outputs += expected * expected;
      }
  }
  return std::sqrt(errors / outputs) /
         static_cast<double>(std::numeric_limits<float>::epsilon());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(the_points_were_chosen_for_their_rounding_error) {
  const double two = rms_error(dln::conv::winograd_matrices<2, 3>);
  const double four = rms_error(dln::conv::winograd_matrices<4, 3>);
  const double usual = rms_error(dln::conv::cook_toom<4, 3>({0, 1, -1, 2, -2}));
  const double six = rms_error(dln::conv::winograd_matrices<6, 3>);
  const double two_taps = rms_error(dln::conv::winograd_matrices<7, 2>);
  const double four_taps = rms_error(dln::conv::winograd_matrices<5, 4>);
  const double five_taps = rms_error(dln::conv::winograd_matrices<4, 5>);
  BOOST_TEST_MESSAGE(
      fmt::format("rms error in epsilon: F(2x2) {:.2f}, F(4x4) {:.2f}, with 0, +-1, +-2 "
                  "{:.2f}, F(6x6) {:.2f}; eight "
                  "points with 2, 4, 5 taps: {:.2f}, {:.2f}, {:.2f}",
                  two, four, usual, six, two_taps, four_taps, five_taps));
  BOOST_TEST(two < four);
  BOOST_TEST(four < 0.6 * usual);  // what dln/conv/cook_toom.hpp says
  BOOST_TEST(four < 4 * two);
  BOOST_TEST(four < six);
  BOOST_TEST(six < 5 * four);
  for (const double other : {two_taps, four_taps, five_taps}) BOOST_TEST(other < 1.25 * six);
  // For kernels with stride 2, whose even pixels meet two taps.
  const double strided = rms_error(dln::conv::winograd_matrices<4, 2>);
  const double with_whole = rms_error(dln::conv::cook_toom<4, 2>({0, 1, -1, 2}));
  BOOST_TEST_MESSAGE(
      fmt::format("F(4x4, 2x2): {:.2f}, with 0, +-1, 2 {:.2f}", strided, with_whole));
  BOOST_TEST(strided < 0.9 * with_whole);
  // Short tiles of four and six, which leave points out, are no worse than whole ones.
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<4, 3, 1>) < four);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<4, 3, 2>) < four);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<4, 3, 3>) < four);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<6, 3, 4>) < six);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<6, 3, 2>) < six);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<7, 2, 5>) < two_taps);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<5, 4, 3>) < four_taps);
  BOOST_TEST(rms_error(dln::conv::winograd_matrices<4, 5, 3>) < 1.1 * five_taps);
}

BOOST_AUTO_TEST_SUITE_END()
