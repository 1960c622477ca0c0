// Boxes by hand, and against counted pixels.
#include "dln/vision/anchors.hpp"
#include "dln/vision/box_coding.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

/** A box with whole corners in 0 ... 12, with an area. */
Box whole_box(Random& random) {
  const auto x = static_cast<double>(random.below(10)),
             y = static_cast<double>(random.below(10));
  return {x, y, x + 1 + static_cast<double>(random.below(8)),
          y + 1 + static_cast<double>(random.below(8))};
}

/** Which of 20 x 20 pixels a box with whole corners covers. */
arma::umat pixels(const Box& box) {
  arma::umat covered(20, 20);
  for (arma::uword x = 0; x < 20; ++x)
    for (arma::uword y = 0; y < 20; ++y)
      covered(x, y) = static_cast<double>(x) >= box.x_min &&
                      static_cast<double>(x) < box.x_max &&
                      static_cast<double>(y) >= box.y_min && static_cast<double>(y) < box.y_max;
  return covered;
}

const Box square = {10, 10, 20, 20};
const Box point = {5, 5, 5, 5};
const Box inside_out = {20, 20, 10, 10};

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(iou_of_boxes_by_hand) {
  BOOST_TEST(iou(square, square) == 1);
  BOOST_TEST(iou(square, {15, 10, 25, 20}) == 50.0 / 150);
  BOOST_TEST(iou(square, {12, 12, 18, 18}) == 36.0 / 100);
  BOOST_TEST(iou(square, {20, 10, 30, 20}) == 0);  // they touch
  BOOST_TEST(iou(square, {30, 30, 40, 40}) == 0);
}

BOOST_AUTO_TEST_CASE(generalized_iou_tells_how_far_boxes_are_apart) {
  BOOST_TEST(generalized_iou(square, square) == 1);
  BOOST_TEST(generalized_iou(square, {20, 10, 30, 20}) == 0);         // the hull is covered
  BOOST_TEST(generalized_iou(square, {30, 10, 40, 20}) == -1.0 / 3);  // a third of it is not
  BOOST_TEST(generalized_iou(square, {15, 15, 25, 25}) == 25.0 / 175 - 50.0 / 225);
  BOOST_TEST(generalized_iou(square, {1000, 1000, 1010, 1010}) < -0.99);
}

BOOST_AUTO_TEST_CASE(boxes_without_area_never_make_nan) {
  for (const Box& nothing : {point, inside_out, Box{0, 0, 10, 0}})
    for (const Box& other : {square, point, inside_out, Box{0, 0, 10, 0}}) {
      BOOST_TEST(iou(nothing, other) == 0);
      BOOST_TEST(std::isfinite(generalized_iou(nothing, other)));
    }
  BOOST_TEST(generalized_iou(point, point) == 0);
  expect_error([] { encoded(point, square); },
               {"encoded: box: expected a box with an area, got (5, 5) to (5, 5)"});
  expect_error([] { encoded(square, inside_out); }, {"encoded: reference"});
  BOOST_TEST((decoded({1, 1, 1, 1}, point) == point));
}

BOOST_AUTO_TEST_CASE(iou_counts_pixels) {
  Random random(1);
  for (int trial = 0; trial < 300; ++trial) {
    const Box a = whole_box(random), b = whole_box(random);
    const arma::umat in_a = pixels(a), in_b = pixels(b), in_hull = pixels(hull(a, b));
    const auto both = static_cast<double>(arma::accu(in_a % in_b));
    const auto covered = static_cast<double>(arma::accu(arma::max(in_a, in_b)));
    const auto around = static_cast<double>(arma::accu(in_hull));
    BOOST_TEST(iou(a, b) == both / covered);
    BOOST_TEST(std::abs(generalized_iou(a, b) - (both / covered - 1 + covered / around)) <
               1e-14);
    BOOST_TEST(iou(a, b) == iou(b, a));
  }
}

BOOST_AUTO_TEST_CASE(overlaps_has_a_row_a_box_of_the_first) {
  const std::vector<Box> rows = {square, {30, 30, 40, 40}};
  const std::vector<Box> columns = {{15, 10, 25, 20}, square, {30, 30, 40, 40}};
  BOOST_TEST(arma::approx_equal(dln::overlaps(rows, columns),
                                arma::mat{{1.0 / 3, 1, 0}, {0, 0, 1}}, "absdiff", 0));
  BOOST_TEST(dln::overlaps({}, columns).n_cols == 3U);
  BOOST_TEST(dln::overlaps(rows, {}).n_rows == 2U);
}

BOOST_AUTO_TEST_CASE(boxes_are_clipped_and_scaled) {
  BOOST_TEST((clipped({-5, 3, 50, 70}, 40, 60) == Box{0, 3, 40, 60}));
  BOOST_TEST((clipped({50, 70, 60, 80}, 40, 60) == Box{40, 60, 40, 60}));
  BOOST_TEST((clipped({50, 70, 60, 80}, 40, 60).area() == 0));
  BOOST_TEST((scaled({2, 3, 4, 5}, 0.5, 2) == Box{1, 6, 2, 10}));
}

BOOST_AUTO_TEST_CASE(offsets_by_hand) {
  const dln::BoxOffsets offsets = encoded({20, 10, 40, 20}, {0, 0, 20, 20});
  BOOST_TEST(offsets[0] == (30.0 - 10) / 20);
  BOOST_TEST(offsets[1] == (15.0 - 10) / 20);
  BOOST_TEST(offsets[2] == 0);
  BOOST_TEST(offsets[3] == std::log(0.5));
  const dln::BoxCoding weighted{.weights = {10, 20, 5, 2}};
  const dln::BoxOffsets larger = encoded({20, 10, 40, 20}, {0, 0, 20, 20}, weighted);
  BOOST_TEST(larger[0] == 10);
  BOOST_TEST(larger[1] == 5);
  BOOST_TEST(larger[3] == 2 * std::log(0.5));
}

BOOST_AUTO_TEST_CASE(decoding_undoes_encoding) {
  Random random(2);
  const dln::BoxCoding coding{.weights = {10, 9, 5, 4}};
  for (int trial = 0; trial < 100; ++trial) {
    const Box box = whole_box(random), reference = whole_box(random);
    const Box again = decoded(encoded(box, reference, coding), reference, coding);
    const arma::vec difference = {again.x_min - box.x_min, again.y_min - box.y_min,
                                  again.x_max - box.x_max, again.y_max - box.y_max};
    BOOST_TEST(arma::abs(difference).max() < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(decoding_never_overflows) {
  const Box huge = decoded({0, 0, 1e6, 5000}, square);
  BOOST_TEST(std::abs(huge.width() - 10 * 1000.0 / 16) < 1e-9);
  BOOST_TEST(std::abs(huge.height() - 10 * 1000.0 / 16) < 1e-9);
  const Box tiny = decoded({0, 0, -1e6, 0}, square);
  BOOST_TEST(tiny.width() == 0);
  BOOST_TEST(iou(tiny, square) == 0);
}

BOOST_AUTO_TEST_CASE(anchors_stand_at_every_place_in_the_memory_order_of_a_tensor) {
  const dln::AnchorShapes shapes{.sizes = {4, 8}, .ratios = {1, 4}};
  const std::vector<Box> place = anchors_of_a_place(shapes);
  BOOST_TEST(place.size() == 4U);
  BOOST_TEST((place[0] == Box{-2, -2, 2, 2}));
  BOOST_TEST((place[1] == Box{-1, -4, 1, 4}));  // four times as high as wide, the same area
  BOOST_TEST((place[3] == Box{-2, -8, 2, 8}));
  const std::size_t height = 3, width = 5;
  const std::vector<Box> grid = anchor_grid(shapes, height, width, 16);
  dln::Tensor<double> scores({1, 4, height, width});
  const arma::cube places = scores.image(0);  // x, y, channel: a view
  BOOST_REQUIRE_EQUAL(grid.size(), scores.size());
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 0; x < width; ++x) {
        const auto number = static_cast<std::size_t>(&places(x, y, a) - scores.data());
        BOOST_TEST(grid[number].x_center() == 16 * static_cast<double>(x) + 8);
        BOOST_TEST(grid[number].y_center() == 16 * static_cast<double>(y) + 8);
        BOOST_TEST(grid[number].width() == place[a].width());
        BOOST_TEST(grid[number].height() == place[a].height());
      }
  expect_error(
      [] {
        anchors_of_a_place({{}, {1}});
      },
      {"anchors: expected at least a size and a ratio"});
  expect_error(
      [] {
        anchors_of_a_place({{1}, {0}});
      },
      {"anchors: ratio: expected a number above 0, got 0"});
  expect_error([] { anchor_grid({{1}, {1}}, 1, 1, 0); }, {"anchors: stride"});
}

BOOST_AUTO_TEST_SUITE_END()
