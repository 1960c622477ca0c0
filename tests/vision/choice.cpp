// Which boxes are kept, matched and drawn.
#include <set>

#include "dln/vision/matching.hpp"
#include "dln/vision/suppression.hpp"
#include "support.hpp"

using dln::Box;
using dln::matched_background;
using dln::matched_ignored;
using dln::Random;
using dln::test::expect_error;

namespace {

std::vector<Box> random_boxes(std::size_t count, Random& random) {
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < count; ++i) {
    const double x = random.uniform(0, 60), y = random.uniform(0, 60);
    boxes.push_back({x, y, x + random.uniform(5, 40), y + random.uniform(5, 40)});
  }
  return boxes;
}

/** Whether a box stays, by the definition: no box before it that stays covers it. */
bool stays(std::size_t box, const std::vector<Box>& boxes, const arma::vec& scores,
           double threshold) {
  for (std::size_t other = 0; other < boxes.size(); ++other) {
    const bool before =
        scores[other] > scores[box] || (scores[other] == scores[box] && other < box);
    if (before && iou(boxes[other], boxes[box]) > threshold &&
        stays(other, boxes, scores, threshold))
      return false;
  }
  return true;
}

arma::uvec indices(std::initializer_list<arma::uword> list) { return {list}; }

bool same_labels(const arma::uvec& a, const arma::uvec& b) {
  return a.n_elem == b.n_elem && arma::all(a == b);
}

/** The table of `matched`'s documentation. */
const arma::mat documented = {{0.8, 0.8}, {0.5, 0.1}, {0.0, 0.2}};

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(suppression_by_hand) {
  const std::vector<Box> boxes = {
      {0, 0, 10, 10}, {1, 0, 11, 10}, {20, 0, 30, 10}, {2, 0, 12, 10}};
  BOOST_TEST(same_labels(dln::suppressed(boxes, {0.5, 0.9, 0.1, 0.7}, 0.5), indices({1, 2})));
  // Box 0 covers 8/12 of box 3, box 1 covers 9/11 of both.
  BOOST_TEST(
      same_labels(dln::suppressed(boxes, {0.9, 0.5, 0.1, 0.7}, 0.7), indices({0, 3, 2})));
  BOOST_TEST(same_labels(dln::suppressed(boxes, {0.5, 0.9, 0.1, 0.7}, 0.5, 1), indices({1})));
  BOOST_TEST(dln::suppressed(std::vector<Box>(), arma::vec(), 0.5).is_empty());
  expect_error(
      [&] {
        dln::suppressed(boxes, {1, 2}, 0.5);
      },
      {"suppressed: expected 4 scores, got 2"});
  expect_error([&] { dln::suppressed(boxes, {1, 2, 3, arma::datum::nan}, 0.5); }, {"got NaN"});
}

BOOST_AUTO_TEST_CASE(
    suppression_keeps_the_lower_index_of_equal_scores_and_an_overlap_equal_to_the_threshold) {
  const std::vector<Box> boxes = {{0, 0, 10, 10}, {0, 0, 10, 10}, {0, 0, 10, 5}};
  BOOST_TEST(same_labels(dln::suppressed(boxes, {0.5, 0.5, 0.5}, 0.5), indices({0, 2})));
  BOOST_TEST(same_labels(dln::suppressed(boxes, {0.5, 0.5, 0.5}, 0.49), indices({0})));
}

BOOST_AUTO_TEST_CASE(boxes_without_area_neither_suppress_nor_are_suppressed) {
  const std::vector<Box> boxes = {{5, 5, 5, 5}, {5, 5, 5, 5}, {0, 0, 10, 10}};
  BOOST_TEST(same_labels(dln::suppressed(boxes, {3, 2, 1}, 0.1), indices({0, 1, 2})));
}

BOOST_AUTO_TEST_CASE(suppression_keeps_what_the_definition_says) {
  Random random(3);
  for (int trial = 0; trial < 20; ++trial) {
    const std::vector<Box> boxes = random_boxes(40, random);
    arma::vec scores(boxes.size());
    scores.imbue([&] { return static_cast<double>(random.below(8)); });  // many are equal
    const arma::uvec kept = dln::suppressed(boxes, scores, 0.3);
    std::set<arma::uword> expected;
    for (std::size_t i = 0; i < boxes.size(); ++i)
      if (stays(i, boxes, scores, 0.3)) expected.insert(i);
    BOOST_TEST((std::set<arma::uword>(kept.begin(), kept.end()) == expected));
    for (arma::uword i = 1; i < kept.n_elem; ++i)
      BOOST_TEST((scores[kept[i - 1]] > scores[kept[i]] || kept[i - 1] < kept[i]));
  }
}

BOOST_AUTO_TEST_CASE(a_class_does_not_suppress_another) {
  const Box box = {0, 0, 10, 10};
  const dln::Detections kept =
      dln::suppressed({{0, box, 0.5}, {1, box, 0.9}, {0, box, 0.6}}, 0.5);
  BOOST_REQUIRE_EQUAL(kept.size(), 2U);
  BOOST_TEST(kept[0].label == 1U);
  BOOST_TEST(kept[1].label == 0U);
  BOOST_TEST(kept[1].score == 0.6);
}

BOOST_AUTO_TEST_CASE(matching_as_documented) {
  const dln::Matching plain = dln::matched(documented, {.object = 0.7, .background = 0.3});
  BOOST_TEST(same_labels(plain.object, indices({0, matched_ignored, matched_background})));
  BOOST_TEST(arma::all(plain.overlap == arma::vec{0.8, 0.5, 0.2}));
  const dln::Matching best =
      dln::matched(documented, {.object = 0.7, .background = 0.3, .best_for_each = true});
  BOOST_TEST(same_labels(best.object, indices({0, matched_ignored, matched_background})));
}

BOOST_AUTO_TEST_CASE(every_object_has_its_best_boxes) {
  const arma::mat overlaps = {{0.2, 0.0}, {0.2, 0.0}, {0.1, 0.0}, {0.6, 0.4}};
  const dln::MatchRules rules{.object = 0.7, .background = 0.3, .best_for_each = true};
  // Box 3 is the best for both objects, and learns the one it overlaps more. Nothing meets an
  // object at 0.
  BOOST_TEST(
      same_labels(dln::matched(overlaps, rules).object,
                  indices({matched_background, matched_background, matched_background, 0})));
  BOOST_TEST(same_labels(dln::matched(arma::mat(overlaps.head_rows(3)), rules).object,
                         indices({0, 0, matched_background})));
}

BOOST_AUTO_TEST_CASE(thresholds_are_reached_not_passed) {
  const arma::mat overlaps = arma::mat(arma::vec{0.7, 0.3, 0.1, 0.05});
  const dln::MatchRules rules{.object = 0.7, .background = 0.3, .min_background = 0.1};
  BOOST_TEST(same_labels(dln::matched(overlaps, rules).object,
                         indices({0, matched_ignored, matched_background, matched_ignored})));
  expect_error([&] { dln::matched(overlaps, {.object = 0.3, .background = 0.5}); },
               {"MatchRules: background: expected at most 0.3, got 0.5"});
}

BOOST_AUTO_TEST_CASE(without_objects_every_box_is_background) {
  const dln::Matching matching = dln::matched(arma::mat(3, 0), {.best_for_each = true});
  BOOST_TEST(arma::all(matching.object == matched_background));
  BOOST_TEST(arma::all(matching.overlap == 0.0));
  BOOST_TEST(dln::matched(arma::mat(0, 2), {}).object.is_empty());
}

BOOST_AUTO_TEST_CASE(samples_hold_the_share_and_never_what_is_ignored) {
  dln::Matching matching{arma::uvec(100).fill(matched_background), arma::vec(100)};
  matching.object.head(30).fill(1);
  matching.object.subvec(30, 39).fill(matched_ignored);
  const dln::Sample sample = sampled(matching, 40, 0.25, Random(1));
  BOOST_TEST(sample.objects.n_elem == 10U);
  BOOST_TEST(sample.background.n_elem == 30U);
  BOOST_TEST(arma::all(sample.objects < 30U));
  BOOST_TEST(arma::all(sample.background >= 40U));
  BOOST_TEST(sample.objects.is_sorted("strictascend"));
  BOOST_TEST(sample.background.is_sorted("strictascend"));
  BOOST_TEST(!same_labels(sampled(matching, 40, 0.25, Random(2)).objects, sample.objects));
  BOOST_TEST(same_labels(sampled(matching, 40, 0.25, Random(1)).objects, sample.objects));
  const dln::Sample all = sampled(matching, 200, 1, Random(1));
  BOOST_TEST(all.objects.n_elem == 30U);
  BOOST_TEST(all.background.n_elem == 60U);
  expect_error([&] { sampled(matching, 4, 1.5, Random(1)); },
               {"share of objects: expected 0 to 1, got 1.5"});
}

BOOST_AUTO_TEST_CASE(every_box_is_drawn_as_often) {
  dln::Matching matching{arma::uvec(10).fill(matched_background), arma::vec(10)};
  matching.object.head(5).fill(0);
  arma::vec drawn(10);
  const std::size_t trials = 2000;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const dln::Sample sample = sampled(matching, 4, 0.5, Random(trial));
    drawn(sample.objects) += 1;
    drawn(sample.background) += 1;
  }
  BOOST_TEST(arma::abs(drawn / static_cast<double>(trials) - 0.4).max() <
             0.05);  // over four deviations
}

BOOST_AUTO_TEST_SUITE_END()
