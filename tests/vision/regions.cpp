// Regions of feature maps, by hand.
#include <numeric>

#include "dln/vision/plain.hpp"
#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

using Numbers = Tensor<double>;

Numbers pooled(const Layer<double>& layer, const Numbers& x) {
  Pass<double> pass(Mode::test, Random(1), Keep::nothing);
  return layer.forward(x, pass);
}

Numbers backward(const Layer<double>& layer, const Numbers& x, const Numbers& dy) {
  Pass<double> pass(Mode::train, Random(1));
  layer.forward(x, pass);
  Numbers dx = layer.backward(dy, pass);
  BOOST_TEST(pass.kept() == 0U);
  return dx;
}

/** 0, 1, 2, ... in the order of memory. */
Numbers counting(const Shape& shape) {
  Numbers x(shape);
  std::iota(x.values().begin(), x.values().end(), 0.0);
  return x;
}

bool equal(const arma::vec& a, const arma::vec& b) {
  return a.n_elem == b.n_elem && arma::approx_equal(a, b, "absdiff", 1e-12);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(a_region_of_all_the_features_returns_them) {
  const Numbers x = dln::test::random_tensor<double>({2, 3, 5, 7}, 1);
  const std::vector<Region> all = {{0, {0, 0, 7 * 16, 5 * 16}}, {1, {0, 0, 7 * 16, 5 * 16}}};
  const RegionGrid grid{.height = 5, .width = 7, .stride = 16};
  BOOST_TEST(arma::all(pooled(RoiMaxPool<double>(all, grid), x).values() == x.values()));
  BOOST_TEST(arma::all(pooled(RoiAlign<double>(all, grid, 1), x).values() == x.values()));
  const Numbers dy = dln::test::random_tensor<double>({2, 3, 5, 7}, 2);
  BOOST_TEST(arma::all(backward(RoiMaxPool<double>(all, grid), x, dy).values() == dy.values()));
  BOOST_TEST(
      arma::all(backward(RoiAlign<double>(all, grid, 1), x, dy).values() == dy.values()));
}

BOOST_AUTO_TEST_CASE(max_pooling_by_hand_with_cells_that_overlap) {
  const Numbers x = counting({1, 1, 4, 5});
  // Three places in two cells: 0-1 and 1-2. The greatest is the last of each.
  const RoiMaxPool<double> layer({{0, {1, 0, 4, 3}}}, {.height = 2, .width = 2});
  BOOST_TEST(equal(pooled(layer, x).values(), {7, 8, 12, 13}));
  const Numbers dx = backward(layer, x, Numbers({1, 1, 2, 2}, {1, 2, 3, 4}));
  BOOST_TEST(dx[7] == 1);
  BOOST_TEST(dx[8] == 2);
  BOOST_TEST(dx[12] == 3);
  BOOST_TEST(dx[13] == 4);
  BOOST_TEST(arma::accu(dx.values()) == 10);
}

BOOST_AUTO_TEST_CASE(a_place_that_several_cells_and_regions_take_gets_all_their_gradients) {
  const Numbers x({1, 1, 1, 3}, {1, 9, 2});
  const RoiMaxPool<double> layer({{0, {0, 0, 3, 1}}, {0, {1, 0, 2, 1}}},
                                 {.height = 1, .width = 2});
  BOOST_TEST(equal(pooled(layer, x).values(), {9, 9, 9, 9}));
  BOOST_TEST(equal(backward(layer, x, Numbers({2, 1, 1, 2}, {1, 10, 100, 1000})).values(),
                   {0, 1111, 0}));
}

BOOST_AUTO_TEST_CASE(
    the_first_of_equal_numbers_is_taken_and_what_is_not_a_number_stays_visible) {
  const RoiMaxPool<double> layer({{0, {0, 0, 3, 1}}}, {.height = 1, .width = 1});
  BOOST_TEST(equal(
      backward(layer, Numbers({1, 1, 1, 3}, {5, 5, 5}), Numbers({1, 1, 1, 1}, 1)).values(),
      {1, 0, 0}));
  BOOST_TEST(std::isnan(pooled(layer, Numbers({1, 1, 1, 3}, {5, arma::datum::nan, 7}))[0]));
}

template <typename T>
void check_against_plain(std::size_t channels) {
  Random random(5);
  Tensor<T> x({2, channels, 9, 13});
  x.values().imbue([&] {
    if (random.uniform() < 0.01) return std::numeric_limits<T>::quiet_NaN();
    if (random.uniform() < 0.05) return -std::numeric_limits<T>::infinity();
    return static_cast<T>(std::floor(random.uniform(-4, 4)));  // many are equal
  });
  std::vector<Region> regions;
  for (std::size_t r = 0; r < 40; ++r) {
    const double left = random.uniform(-20, 60), top = random.uniform(-20, 40);
    regions.push_back(
        {r % 2, {left, top, left + random.uniform(-5, 60), top + random.uniform(0, 50)}});
  }
  const RegionGrid grid{.height = 3, .width = 4, .stride = 4};
  const RoiMaxPool<T> layer(regions, grid);
  const auto plain = plain::roi_max_pool(regions, grid, x);
  Pass<T> pass(Mode::train, Random(1));
  const Tensor<T> y = layer.forward(x, pass);
  BOOST_TEST((y.shape() == plain.y.shape()));
  Pass<T> test(Mode::test, Random(1), Keep::nothing);
  const Tensor<T> again = layer.forward(x, test);
  std::size_t different = 0;
  for (std::size_t i = 0; i < y.size(); ++i)
    for (const T number : {y[i], again[i]})
      different +=
          number == plain.y[i] || (std::isnan(number) && std::isnan(plain.y[i])) ? 0 : 1;
  BOOST_TEST(different == 0U);
  const auto dy = dln::test::random_tensor<T>(y.shape(), 6);
  const Tensor<T> dx = layer.backward(dy, pass);
  Tensor<T> expected(x.shape());
  const std::size_t places = 9 * 13, cells = 12;
  for (std::size_t i = 0; i < dy.size(); ++i)
    if (plain.taken[i] != plain::no_place)
      expected[(regions[i / (channels * cells)].image * channels + i / cells % channels) *
                   places +
               plain.taken[i]] += dy[i];
  BOOST_TEST(arma::all(dx.values() == expected.values()));
}

BOOST_AUTO_TEST_CASE(max_pooling_of_many_channels_has_the_bits_of_the_plain_one) {
  for (const std::size_t channels : {1, 3, 16, 37}) {
    check_against_plain<float>(channels);
    check_against_plain<double>(channels);
  }
}

BOOST_AUTO_TEST_CASE(regions_are_rounded_to_whole_places_and_have_at_least_one) {
  const Numbers x = counting({1, 1, 1, 6});
  const auto taken = [&](const Box& box) {
    return pooled(RoiMaxPool<double>({{0, box}}, {.height = 1, .width = 1, .stride = 10}),
                  x)[0];
  };
  BOOST_TEST(taken({0, 0, 34, 10}) == 2);  // 3.4 places are 3
  BOOST_TEST(taken({0, 0, 35, 10}) == 3);
  BOOST_TEST(taken({21, 0, 22, 1}) == 2);  // smaller than a place
}

BOOST_AUTO_TEST_CASE(cells_outside_the_features_are_empty) {
  const Numbers x = Numbers({1, 1, 2, 2}, {-1, -2, -3, -4});
  const RoiMaxPool<double> layer({{0, {0, 0, 4, 2}}}, {.height = 1, .width = 2});
  BOOST_TEST(equal(pooled(layer, x).values(), {-1, 0}));
  BOOST_TEST(equal(backward(layer, x, Numbers({1, 1, 1, 2}, {5, 7})).values(), {5, 0, 0, 0}));
  const RoiAlign<double> align({{0, {0, 0, 8, 2}}}, {.height = 1, .width = 2});
  BOOST_TEST(pooled(align, x)[1] == 0);
}

BOOST_AUTO_TEST_CASE(align_reads_a_slope_exactly_where_max_pooling_rounds) {
  // A number that grows evenly, x + 10 y at the middle of place (x, y): the mean over a cell is
  // its middle's.
  Numbers x({1, 1, 8, 8});
  for (std::size_t i = 0; i < 64; ++i)
    x[i] = static_cast<double>(i % 8) + 0.5 +
           10 * (static_cast<double>(i / 8) + 0.5);  // NOLINT(bugprone-integer-division)
  const Box box = {1.3, 2.2, 5.9, 6.4};
  for (const std::size_t samples : {1, 2, 5}) {
    const Numbers y =
        pooled(RoiAlign<double>({{0, box}}, {.height = 2, .width = 2}, samples), x);
    const double left = 1.3 + 4.6 / 4, right = 1.3 + 3 * 4.6 / 4, top = 2.2 + 4.2 / 4,
                 bottom = 2.2 + 3 * 4.2 / 4;
    BOOST_TEST(equal(y.values(), {left + 10 * top, right + 10 * top, left + 10 * bottom,
                                  right + 10 * bottom}));
  }
}

BOOST_AUTO_TEST_CASE(align_halves_and_quarters_by_hand) {
  const Numbers x = Numbers({1, 1, 2, 2}, {0, 1, 10, 11});
  // One sample in the middle of the four places.
  BOOST_TEST(
      pooled(RoiAlign<double>({{0, {0, 0, 2, 2}}}, {.height = 1, .width = 1}, 1), x)[0] == 5.5);
  const Numbers dx =
      backward(RoiAlign<double>({{0, {0, 0, 2, 2}}}, {.height = 1, .width = 1}, 1), x,
               Numbers({1, 1, 1, 1}, 8));
  BOOST_TEST(equal(dx.values(), {2, 2, 2, 2}));
}

BOOST_AUTO_TEST_CASE(regions_without_area_and_without_number) {
  const Numbers x = counting({1, 1, 4, 4});
  using Regions = std::vector<Region>;
  for (const Box& box : {Box{2, 2, 2, 2}, Box{9, 9, 1, 1}, Box{50, 50, 60, 60}}) {
    BOOST_TEST(pooled(RoiMaxPool<double>(Regions{{0, box}}), x).values().is_finite());
    BOOST_TEST(pooled(RoiAlign<double>(Regions{{0, box}}), x).values().is_finite());
  }
  const Regions none;
  BOOST_TEST((pooled(RoiAlign<double>(none), x).shape() == Shape{0, 1, 7, 7}));
  BOOST_TEST(
      (backward(RoiMaxPool<double>(none), x, Numbers({0, 1, 7, 7})).shape() == x.shape()));
  const Regions no_number = {{0, {0, 0, arma::datum::nan, 1}}},
                of_another = {{1, {0, 0, 1, 1}}};
  expect_error([&] { pooled(RoiAlign<double>(no_number), x); },
               {"RoiAlign: expected a box of numbers"});
  expect_error([&] { pooled(RoiMaxPool<double>(of_another), x); },
               {"RoiMaxPool: expected regions of 1 images, got one of image 1"});
  expect_error([&] { pooled(RoiMaxPool<double>(none, {.height = 0}), x); },
               {"a grid of cells, got 0x7"});
  expect_error([&] { pooled(RoiAlign<double>(none, {.stride = 0}), x); },
               {"a stride above 0, got 0"});
  expect_error([&] { RoiAlign<double>(none, {}, 0); },
               {"RoiAlign: expected at least a sample a cell"});
}

BOOST_AUTO_TEST_SUITE_END()
