// What anchors and regions are to learn, and what becomes of the answers.
#include "dln/vision/proposal_network.hpp"
#include "dln/vision/region_targets.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

/** One anchor of 8 x 8 at each of 2 x 3 places, 8 pixels apart: they tile 24 x 16 pixels. */
const ProposalRules tiles = {.anchors = {{8}, {1}}, .sample = 6};

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(anchors_learn_in_the_memory_order_of_the_answers) {
  // The object is the tile in row 1 and column 2, a pixel to the left.
  const auto targets =
      proposal_targets<double>(2, 3, {{{0, {15, 8, 23, 16}}}, {}}, tiles, Random(1));
  arma::vec scored(12), learn(12);
  for (std::size_t i = 0; i < 12; ++i) {
    learn[i] = targets.objectness.values[i];
    scored[i] = targets.objectness.weights[i];
  }
  BOOST_TEST(learn[5] == 1);
  BOOST_TEST(arma::accu(learn) == 1);
  BOOST_TEST(arma::all(scored == 1));  // six of each image; the second has background alone
  for (std::size_t k = 0; k < 4; ++k) {
    BOOST_TEST(targets.offsets.weights[6 * k + 5] == 1);
    BOOST_TEST(targets.offsets.values[6 * k + 5] == (k == 0 ? -0.125 : 0),
               boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(total_weight(targets.offsets) == 4);
}

BOOST_AUTO_TEST_CASE(proposals_undo_what_anchors_learn) {
  const Objects objects = {{0, {15, 8, 23, 16}}, {1, {1, 2, 7, 9}}};
  const auto targets = proposal_targets<double>(2, 3, {objects}, tiles, Random(1));
  Tensor<double> scores = targets.objectness.values;
  const auto found = proposals(scores, targets.offsets.values, 16, 24, tiles);
  BOOST_REQUIRE_GE(found.at(0).size(), 2U);
  for (const SceneObject& object : objects)
    BOOST_TEST(std::max(iou(found[0][0].box, object.box), iou(found[0][1].box, object.box)) >
               1 - 1e-9);
  BOOST_TEST(found[0][0].score == 1);
  expect_error([&] { proposals(scores, scores, 16, 24, tiles); }, {"proposals", "6 scores"});
}

BOOST_AUTO_TEST_CASE(proposals_are_clipped_and_those_without_area_dropped) {
  Tensor<double> scores({1, 1, 1, 1}), offsets({1, 4, 1, 1}, {0, 0, 2, 2});
  const auto large = proposals(scores, offsets, 8, 8, tiles);
  BOOST_REQUIRE_EQUAL(large[0].size(), 1U);
  BOOST_TEST((large[0][0].box == Box{0, 0, 8, 8}));
  offsets = Tensor<double>({1, 4, 1, 1}, {9, 0, 0, 0});  // far outside
  BOOST_TEST(proposals(scores, offsets, 8, 8, tiles)[0].empty());
}

BOOST_AUTO_TEST_CASE(regions_learn_the_class_and_offsets_of_their_own_class_only) {
  const std::vector<Objects> objects = {{{1, {0, 0, 10, 10}}}, {}};
  const auto targets = region_targets<double>(
      {{{1, 0, 11, 10}, {30, 30, 40, 40}}, {{0, 0, 5, 5}}}, objects, 3, {}, Random(2));
  BOOST_REQUIRE_EQUAL(targets.regions.size(), 4U);  // the object's own box was added
  for (std::size_t r = 0; r < 4; ++r) {
    const bool object = targets.regions[r].image == 0 && targets.regions[r].box.x_min < 2;
    BOOST_TEST(targets.classes[r] == (object ? 1U : 3U));
    for (std::size_t k = 0; k < 12; ++k)
      BOOST_TEST(targets.offsets.weights[12 * r + k] == (object && k / 4 == 1 ? 1 : 0));
  }
  expect_error([&] { region_targets<double>({{}}, objects, 3, {}, Random(2)); },
               {"region_targets: expected objects of 1 images, got of 2"});
}

BOOST_AUTO_TEST_CASE(answers_about_regions_become_detections) {
  const std::vector<Objects> objects = {{{1, {2, 3, 12, 9}}}};
  const RegionRules rules;
  const auto targets = region_targets<double>({{{1, 3, 11, 10}}}, objects, 2, rules, Random(2));
  Tensor<double> scores({2, 3, 1, 1});
  for (std::size_t r = 0; r < 2; ++r) scores[3 * r + targets.classes[r]] = 9;
  const auto found =
      region_detections(targets.regions, 1, scores, targets.offsets.values, 20, 20, rules);
  BOOST_REQUIRE_EQUAL(found.at(0).size(), 1U);  // both regions say the same: one is suppressed
  BOOST_TEST(found[0][0].label == 1U);
  BOOST_TEST(found[0][0].score > 0.99);
  BOOST_TEST(iou(found[0][0].box, objects[0][0].box) > 1 - 1e-9);
  expect_error([&] { region_detections(targets.regions, 1, scores, scores, 20, 20, rules); },
               {"region_detections", "4 offsets a class for 2 regions"});
}

BOOST_AUTO_TEST_SUITE_END()
