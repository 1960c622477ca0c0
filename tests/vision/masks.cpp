// Masks: as runs, within regions, and as what average precision compares.
#include "dln/data/generated_scenes.hpp"
#include "dln/vision/average_precision.hpp"
#include "dln/vision/region_masks.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

Image8 random_mask(Random& random, std::size_t height, std::size_t width) {
  Image8 mask(1, height, width);
  for (auto& pixel : mask.pixels) pixel = random.below(3) == 0 ? 1 : 0;
  return mask;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(runs_by_hand) {
  Image8 mask(1, 2, 3);
  mask.pixels = {0, 0, 1, 1, 1, 0};
  const RunLengths runs = encoded(mask);
  BOOST_TEST((runs.runs == std::vector<std::uint32_t>{2, 3, 1}));
  BOOST_TEST(runs.area() == 3U);
  mask.pixels = {7, 7, 0, 0, 0, 0};  // whatever is not 0 is in
  BOOST_TEST((encoded(mask).runs == std::vector<std::uint32_t>{0, 2, 4}));
  BOOST_TEST((encoded(Image8(1, 2, 3)).runs == std::vector<std::uint32_t>{6}));
  BOOST_TEST(mask_iou(encoded(Image8(1, 2, 3)), encoded(Image8(1, 2, 3))) == 0);
  expect_error([&] { encoded(Image8(3, 2, 3)); }, {"mask: expected 1 channel"});
  expect_error(
      [&] {
        decoded({2, 3, {2, 3, 4}});
      },
      {"run lengths: expected 6 pixels, got more"});
  expect_error([&] { decoded({2, 3, {2, 3}}); }, {"run lengths: expected 6 pixels, got 5"});
  expect_error([&] { intersection(runs, {3, 3, {9}}); }, {"masks: expected 3x2, got 3x3"});
}

BOOST_AUTO_TEST_CASE(runs_tell_what_pixels_tell) {
  Random random(4);
  for (int trial = 0; trial < 30; ++trial) {
    const std::size_t height = 1 + random.below(6), width = 1 + random.below(7);
    const Image8 a = random_mask(random, height, width), b = random_mask(random, height, width);
    std::size_t both = 0, either = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
      both += a.pixels[i] != 0 && b.pixels[i] != 0 ? 1U : 0U;
      either += a.pixels[i] != 0 || b.pixels[i] != 0 ? 1U : 0U;
    }
    BOOST_TEST((decoded(encoded(a)) == a));
    BOOST_TEST(intersection(encoded(a), encoded(b)) == both);
    BOOST_TEST(mask_iou(encoded(a), encoded(b)) ==
               (either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0));
  }
}

BOOST_AUTO_TEST_CASE(a_mask_within_the_whole_image_is_the_mask_and_comes_back) {
  Random random(5);
  const Image8 mask = random_mask(random, 6, 6);
  const Box whole = {0, 0, 6, 6};
  arma::vec cells(36);
  mask_within(mask, whole, 6, cells.memptr());
  for (std::size_t i = 0; i < 36; ++i) BOOST_TEST(cells[i] == mask.pixels[i]);
  cells = 2 * cells - 1;
  BOOST_TEST((decoded(pasted(cells.memptr(), 6, whole, 6, 6)) == mask));
  // Half outside: what is not in the image is not in the mask.
  mask_within(Image8(1, 6, 6, 1), {-3, 0, 3, 6}, 2, cells.memptr());
  BOOST_TEST((cells[0] == 0 && cells[1] == 1 && cells[2] == 0 && cells[3] == 1));
  // A box without area has no pixels, and neither has one outside.
  BOOST_TEST(pasted(cells.memptr(), 2, {3, 3, 3, 5}, 6, 6).area() == 0U);
  BOOST_TEST(pasted(cells.memptr(), 2, {30, 3, 40, 5}, 6, 6).area() == 0U);
}

BOOST_AUTO_TEST_CASE(average_precision_of_masks_is_not_that_of_boxes) {
  // Two objects of one box: a detection of the box finds the first as a box; by masks it is the
  // second's.
  const Box box = {0, 0, 4, 4};
  const std::vector<Objects> truth = {{{0, box}, {0, box}}};
  const std::vector<Detections> found = {{{0, box, 0.9}, {0, box, 0.8}}};
  const double masks[2][2] = {{0.2, 0.8}, {0.1, 0.7}};
  const Overlap overlap = [&](std::size_t image, std::size_t detection, std::size_t object) {
    BOOST_TEST(image == 0U);
    return masks[detection][object];
  };
  BOOST_TEST(mean_average_precision(found, truth, 1).mean == 0.5);
  const auto curve = precision_recall(found, truth, 0, 0.5, overlap);
  BOOST_TEST((curve.correct[0] == 1 && curve.correct[1] == 1));  // both are the second's
  BOOST_TEST(
      mean_average_precision(found, truth, 1, 0.85, Interpolation::all_points, overlap).mean ==
      0);
}

BOOST_AUTO_TEST_SUITE_END()
