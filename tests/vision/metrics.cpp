// Average precision and kinds of errors, by hand and against a count by the definition.
#include <set>

#include "dln/vision/average_precision.hpp"
#include "dln/vision/detection_errors.hpp"
#include "support.hpp"

using dln::Box;
using dln::Detections;
using dln::Interpolation;
using dln::Objects;
using dln::Random;
using dln::test::expect_error;

namespace {

const Box here = {0, 0, 10, 10};
const Box there = {50, 50, 60, 60};
const Box half_off = {5, 0, 15, 10};  // IoU 1/3 with `here`

using Found = std::vector<Detections>;
using Truth = std::vector<Objects>;

double ap(const Found& found, const Truth& truth, double threshold = 0.5,
          Interpolation interpolation = Interpolation::all_points) {
  return average_precision(precision_recall(found, truth, 0, threshold), interpolation);
}

Box moved(const Box& box, double most, Random& random) {
  const double x = random.uniform(-most, most), y = random.uniform(-most, most);
  return {box.x_min + x, box.y_min + y, box.x_max + x, box.y_max + y};
}

/** Images with objects of two classes in the four quarters, and detections of all kinds. */
std::pair<Found, Truth> random_images(Random& random) {
  Found found(6);
  Truth truth(6);
  for (std::size_t image = 0; image < 6; ++image)
    for (std::size_t quarter = 0; quarter < 4; ++quarter) {
      const double x = quarter % 2 == 0 ? 10 : 60, y = quarter < 2 ? 10 : 60;
      const Box box = {x, y, x + 20, y + 20};
      if (random.below(3) > 0)
        truth[image].push_back({random.below(2), box, random.below(6) == 0});
      for (std::size_t more = random.below(4); more > 0; --more)
        found[image].push_back(
            {random.below(2), moved(box, 10, random), static_cast<double>(random.below(12))});
    }
  return {found, truth};
}

struct Counted {
  std::size_t image;
  std::size_t object;  // or `none`
  double score;
  std::size_t rank;
};

constexpr std::size_t none = 1000;

/**
 * AP once more, from its definition: an object counts as found at its first detection; AP is
 * the mean over objects k = 1 ... n of the best precision among all prefixes of the list that
 * find at least k.
 */
double ap_by_definition(const Found& found, const Truth& truth, std::size_t label,
                        double threshold) {
  std::vector<Counted> list;
  std::size_t rank = 0, objects = 0;
  for (std::size_t image = 0; image < found.size(); ++image) {
    for (const auto& object : truth[image])
      objects += object.label == label && !object.difficult ? 1 : 0;
    for (const auto& detection : found[image]) {
      if (detection.label != label) continue;
      std::size_t best = none;
      for (std::size_t i = 0; i < truth[image].size(); ++i) {
        const auto& object = truth[image][i];
        if (object.label != label) continue;
        if (best == none ||
            iou(detection.box, object.box) > iou(detection.box, truth[image][best].box))
          best = i;
      }
      if (best != none && iou(detection.box, truth[image][best].box) < threshold) best = none;
      if (best != none && truth[image][best].difficult) continue;
      list.push_back({image, best, detection.score, rank++});
    }
  }
  std::sort(list.begin(), list.end(), [](const Counted& a, const Counted& b) {
    return a.score != b.score ? a.score > b.score : a.rank < b.rank;
  });
  double sum = 0;
  for (std::size_t k = 1; k <= objects; ++k) {
    double best = 0;
    for (std::size_t length = 1; length <= list.size(); ++length) {
      std::set<std::pair<std::size_t, std::size_t>> different;
      for (std::size_t i = 0; i < length; ++i)
        if (list[i].object != none) different.insert({list[i].image, list[i].object});
      if (different.size() >= k)
        best =
            std::max(best, static_cast<double>(different.size()) / static_cast<double>(length));
    }
    sum += best;
  }
  return sum / static_cast<double>(objects);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(without_detections_there_is_no_precision_to_speak_of) {
  const auto curve = precision_recall(std::vector<Detections>(1),
                                      std::vector<Objects>{{{0, {0, 0, 4, 4}}}}, 0);
  BOOST_TEST(curve.precision().is_empty());
  BOOST_TEST(curve.recall().is_empty());
  BOOST_TEST(average_precision(curve) == 0);
}

BOOST_AUTO_TEST_CASE(average_precision_by_hand) {
  const Truth truth = {{{0, here, false}, {0, there, false}}, {{0, here, false}}};
  BOOST_TEST(ap({{{0, here, 3}, {0, there, 2}}, {{0, here, 1}}}, truth) == 1);
  BOOST_TEST(ap({{}, {}}, truth) == 0);
  // Correct, wrong, correct: precisions 1, 1/2, 2/3 at recalls 1/3, 1/3, 2/3.
  const Found found = {{{0, here, 3}, {0, there, 1}}, {{0, there, 2}}};
  BOOST_TEST(std::abs(ap(found, truth) - (1 + 2.0 / 3) / 3) < 1e-15);
  // Recalls 0, 0.1, 0.2, 0.3 at 1; 0.4, 0.5, 0.6 at 2/3; none above.
  BOOST_TEST(std::abs(ap(found, truth, 0.5, Interpolation::eleven_points) -
                      (4 + 3 * 2.0 / 3) / 11) < 1e-15);
  const dln::PrecisionRecall curve = precision_recall(found, truth, 0);
  BOOST_TEST(curve.objects == 3U);
  BOOST_TEST(arma::all(curve.correct == arma::uvec{1, 1, 2}));
  BOOST_TEST(arma::all(curve.scores == arma::vec{3, 2, 1}));
  BOOST_TEST(
      arma::approx_equal(curve.precision(), arma::vec{1, 0.5, 2.0 / 3}, "absdiff", 1e-15));
  BOOST_TEST(arma::approx_equal(curve.recall(), arma::vec{1.0 / 3, 1.0 / 3, 2.0 / 3}, "absdiff",
                                1e-15));
}

BOOST_AUTO_TEST_CASE(every_duplicate_is_a_false_positive) {
  const Truth truth = {{{0, here, false}, {0, there, false}}};
  const Found found = {{{0, here, 4}, {0, here, 3}, {0, here, 2}, {0, there, 1}}};
  BOOST_TEST(arma::all(precision_recall(found, truth, 0).correct == arma::uvec{1, 1, 1, 2}));
  BOOST_TEST(ap(found, truth) == (1 + 2.0 / 4) / 2);
}

BOOST_AUTO_TEST_CASE(a_second_detection_does_not_take_the_next_best_object) {
  const Box beside = {2, 0, 12, 10};  // 8/12 of `here`
  const Truth truth = {{{0, here, false}, {0, beside, false}}};
  BOOST_TEST(
      arma::all(precision_recall(Found{{{0, here, 2}, {0, here, 1}}}, truth, 0).correct ==
                arma::uvec{1, 1}));
}

BOOST_AUTO_TEST_CASE(detections_in_images_without_objects_count) {
  const Truth truth = {{}, {{0, here, false}}, {{1, here, false}}};
  BOOST_TEST(ap({{{0, here, 2}}, {{0, here, 1}}, {}}, truth) == 0.5);
  BOOST_TEST(ap({{}, {{0, here, 1}}, {{0, here, 2}}}, truth) ==
             0.5);  // an object of another class does not help
}

BOOST_AUTO_TEST_CASE(difficult_objects_are_neither_found_nor_missed) {
  const Truth truth = {{{0, here, false}, {0, there, true}}};
  BOOST_TEST(precision_recall(Found{{{0, there, 2}, {0, there, 1}, {0, here, 0}}}, truth, 0)
                 .correct.n_elem == 1U);
  BOOST_TEST(ap({{{0, there, 2}, {0, there, 1}, {0, here, 0}}}, truth) == 1);
  BOOST_TEST(ap({{{0, {30, 30, 40, 40}, 2}, {0, here, 0}}}, truth) == 0.5);
}

BOOST_AUTO_TEST_CASE(an_overlap_equal_to_the_threshold_is_enough) {
  const Truth truth = {{{0, here, false}}};
  BOOST_TEST(ap({{{0, {0, 0, 10, 5}, 1}}}, truth) == 1);
  BOOST_TEST(ap({{{0, half_off, 1}}}, truth) == 0);
  BOOST_TEST(ap({{{0, half_off, 1}}}, truth, 0.3) == 1);
  BOOST_TEST(ap({{{0, {5, 5, 5, 5}, 1}}}, truth, 0) == 0);  // a box without area finds nothing
}

BOOST_AUTO_TEST_CASE(equal_scores_are_taken_in_the_given_order) {
  const Truth truth = {{{0, here, false}}, {}};
  BOOST_TEST(ap({{{0, here, 1}, {0, there, 1}}, {{0, here, 1}}}, truth) == 1);
  BOOST_TEST(ap({{{0, there, 1}, {0, here, 1}}, {}}, truth) == 0.5);
}

BOOST_AUTO_TEST_CASE(average_precision_is_what_its_definition_says) {
  Random random(4);
  for (int trial = 0; trial < 30; ++trial) {
    const auto [found, truth] = random_images(random);
    for (const std::size_t label : {0U, 1U})
      for (const double threshold : {0.3, 0.5, 0.75})
        BOOST_TEST(
            std::abs(average_precision(precision_recall(found, truth, label, threshold)) -
                     ap_by_definition(found, truth, label, threshold)) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(the_mean_leaves_out_classes_without_objects) {
  const Truth truth = {{{0, here, false}, {2, there, false}, {1, there, true}}};
  const Found found = {{{0, here, 1}, {1, here, 1}}};
  const dln::MeanAveragePrecision result = mean_average_precision(found, truth, 3);
  BOOST_TEST(result.classes[0] == 1);
  BOOST_TEST(std::isnan(result.classes[1]));
  BOOST_TEST(result.classes[2] == 0);
  BOOST_TEST(result.mean == 0.5);
  BOOST_TEST(arma::all(result.objects == arma::uvec{1, 0, 1}));
  expect_error([&] { mean_average_precision(found, truth, 2); },
               {"label: expected below 2, got 2"});
  expect_error([&] { mean_average_precision(Found(2), truth, 3); },
               {"detections: expected of 1 images, got of 2"});
  expect_error([&] { mean_average_precision(Found(1), Truth(1), 3); },
               {"expected at least an object, got none"});
}

BOOST_AUTO_TEST_CASE(stricter_thresholds_reward_exact_boxes) {
  const Truth truth = {{{0, {0, 0, 100, 100}, false}}};
  // 0.72 is enough for 0.5, 0.55, 0.6, 0.65 and 0.7.
  BOOST_TEST(
      std::abs(mean_average_precision_50_95(Found{{{0, {0, 0, 100, 72}, 1}}}, truth, 1).mean -
               0.5) < 1e-15);
  BOOST_TEST(mean_average_precision_50_95(Found{{{0, {0, 0, 100, 100}, 1}}}, truth, 1).mean ==
             1);
}

BOOST_AUTO_TEST_CASE(errors_are_sorted_by_kind) {
  const Objects truth = {{0, here, false},
                         {0, there, false},
                         {1, {80, 80, 90, 90}, false},
                         {0, {30, 0, 40, 10}, true}};
  const Detections found = {{0, here, 0.9},      // correct
                            {0, here, 0.95},     // so this one is, and the one before is double
                            {0, half_off, 0.8},  // badly placed
                            {0, {80, 80, 90, 90}, 0.8},  // of another class
                            {0, {20, 20, 25, 25}, 0.8},  // nothing
                            {0, {30, 0, 40, 10}, 0.8},   // difficult: not counted
                            {0, there, 0.1}};            // not sure enough
  const dln::DetectionErrors errors = detection_errors(found, truth, 0.5);
  BOOST_TEST(errors.objects == 3U);
  BOOST_TEST(errors.correct == 1U);
  BOOST_TEST(errors.doubled == 1U);
  BOOST_TEST(errors.badly_placed == 1U);
  BOOST_TEST(errors.confused == 1U);
  BOOST_TEST(errors.background == 1U);
  BOOST_TEST(errors.missed == 2U);
  const dln::DetectionErrors twice =
      detection_errors(Found{found, found}, Truth{truth, truth}, 0.5);
  BOOST_TEST(twice.objects == 6U);
  BOOST_TEST(twice.missed == 4U);
  BOOST_TEST(twice.background == 2U);
  expect_error([&] { detection_errors(Found{}, Truth{truth}, 0.5); },
               {"detections: expected of 1 images"});
}

BOOST_AUTO_TEST_SUITE_END()
