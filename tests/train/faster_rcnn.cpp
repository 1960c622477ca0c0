#include "dln/train/faster_rcnn.hpp"

#include "dln/layers/conv2d.hpp"
#include "dln/models/two_stage.hpp"
#include "support.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_detector_that_finds_nothing_says_so_for_every_image) {
  TwoStageRules rules;
  rules.classes = 2;
  TwoStageNetwork<float> network;
  network.trunk.add<Conv2d<float>>(conv::square(3, 4, 0, 8, 8, 0), he<float>(), Random(1));
  add_stages(network, 4, rules, Random(2));
  network.masks.add<Conv2d<float>>(conv::square(4, 2, 0, 1), he<float>(), Random(3));
  const std::vector<Scene> scenes(11, Scene{"s", Image8(3, 24, 32, 100), {}, {}, {}});
  const TwoStageFound all = detect<float>(network, scenes, rules);
  BOOST_TEST(all.detections.size() == 11U);
  BOOST_TEST(all.proposals.size() == 11U);
  BOOST_TEST(all.masks.size() == 11U);
  BOOST_TEST(!all.proposals.front().empty());
  for (std::size_t n = 0; n < 11; ++n)
    BOOST_TEST(all.masks[n].size() == all.detections[n].size());
  rules.regions.min_score = 1.1;  // no probability is as high
  const TwoStageFound unsure = detect<float>(network, scenes, rules);
  BOOST_TEST(unsure.masks.size() == 11U);
  for (const Detections& detections : unsure.detections) BOOST_TEST(detections.empty());
  rules.proposals.max_proposals = 0;
  const TwoStageFound none = detect<float>(network, scenes, rules);
  BOOST_TEST(none.masks.size() == 11U);
  for (const Detections& detections : none.detections) BOOST_TEST(detections.empty());
}

BOOST_AUTO_TEST_SUITE_END()
