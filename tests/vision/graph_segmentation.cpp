#include "dln/vision/disjoint_sets.hpp"
#include "dln/vision/segmentation.hpp"
#include "dln/vision/smoothing.hpp"
#include "support.hpp"

using dln::RegionMap;
using dln::segmented;
using dln::test::expect_error;

namespace {

/** A grey image of two halves, the left one of 0 and the other of a value. */
arma::cube halves(double value) {
  arma::cube image(8, 6, 1);
  image.rows(4, 7).fill(value);
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(sets_are_joined) {
  dln::DisjointSets sets(5);
  BOOST_TEST(sets.find(3) == 3U);
  const std::size_t first = sets.join(0, 3);
  BOOST_TEST(sets.find(0) == sets.find(3));
  BOOST_TEST(sets.size(first) == 2U);
  const std::size_t both = sets.join(sets.find(4), sets.find(3));
  BOOST_TEST(both == first);  // the smaller tree goes under the larger one's root
  BOOST_TEST(sets.size(both) == 3U);
  BOOST_TEST(sets.find(1) != sets.find(4));
}

BOOST_AUTO_TEST_CASE(smoothing_keeps_what_is_even_and_the_mean) {
  const arma::cube even(7, 5, 2, arma::fill::value(0.25));
  BOOST_TEST(arma::abs(dln::smoothed(even, 1.5) - even).max() < 1e-15);
  arma::cube point(9, 9, 1);
  point(4, 4, 0) = 1;
  const arma::cube blurred = dln::smoothed(point, 1);
  BOOST_TEST(std::abs(arma::accu(blurred) - 1) < 1e-12);
  // exp(-1/2), one pixel away, and as much up as to the side
  BOOST_TEST(std::abs(blurred(5, 4, 0) / blurred(4, 4, 0) - std::exp(-0.5)) < 1e-12);
  BOOST_TEST(blurred(4, 5, 0) == blurred(5, 4, 0), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(arma::abs(dln::smoothed(point, 0) - point).max() == 0);
  expect_error([&] { dln::smoothed(point, -1); }, {"smoothed", "at least 0", "-1"});
}

BOOST_AUTO_TEST_CASE(an_edge_divides_what_differs_by_more_than_is_usual) {
  // Of 24 pixels each: Int = 0 within, so the edge of weight 0.1 joins them as soon as k / 24
  // is 0.1.
  const auto count = [](double scale) {
    return segmented(halves(0.1), {.scale = scale, .sigma = 0, .min_size = 0}).count;
  };
  BOOST_TEST(count(255 * 2.3) == 2U);
  BOOST_TEST(count(255 * 2.5) == 1U);
  BOOST_TEST(count(0) == 2U);
}

BOOST_AUTO_TEST_CASE(regions_are_numbered_as_they_occur_and_small_ones_are_joined) {
  arma::cube image = halves(1);
  image(0, 0, 0) = 0.5;
  const RegionMap all = segmented(image, {.scale = 1, .sigma = 0, .min_size = 0});
  BOOST_TEST(all.count == 3U);
  BOOST_TEST(all.labels(0, 0) == 0U);
  BOOST_TEST(all.labels(1, 0) == 1U);
  BOOST_TEST(all.labels(7, 5) == 2U);
  const RegionMap large = segmented(image, {.scale = 1, .sigma = 0, .min_size = 2});
  BOOST_TEST(large.count == 2U);
  BOOST_TEST(large.labels(0, 0) == large.labels(1, 0));
}

BOOST_AUTO_TEST_CASE(nothing_can_be_segmented_without_sense) {
  expect_error([] { segmented({}, {}); }, {"segmented", "an image"});
  expect_error([] { segmented(halves(1), {.scale = -1}); }, {"segmented", "-1"});
  expect_error([] { segmented(halves(1), {.sigma = std::nan("")}); }, {"segmented", "nan"});
}

BOOST_AUTO_TEST_SUITE_END()
