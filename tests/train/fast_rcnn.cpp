#include "dln/train/fast_rcnn.hpp"

#include "dln/data/generated_scenes.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/models/fast_rcnn.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

constexpr std::size_t count = 3;  // of classes

/** A small network over images of 2 channels. */
struct Small {
  explicit Small(RegionPooling pooling = RegionPooling::max) {
    trunk.add<Conv2d<double>>(conv::square(2, 3, 8, 3, 1, 1), he<double>(), Random(1));
    body.add<Flatten<double>>();
    network.pooling = pooling;
  }
  Sequential<double> trunk, body;
  Dense<double> class_head{12, count + 1, he<double>(), Random(2)};
  Dense<double> box_head{12, 4 * count, he<double>(), Random(3)};
  RegionNetwork<double> network{trunk, body, class_head, box_head, {2, 2, 4}};
};

/** Three regions of one image: two objects, and background between them. */
RegionBatch<double> three_regions() {
  RegionBatch<double> batch;
  batch.images = dln::test::random_tensor<double>({1, 2, 8, 8}, 4);
  batch.targets = {{{0, {0, 0, 16, 16}}, {0, {8, 8, 32, 32}}, {0, {0, 20, 9, 30}}},
                   {1, count, 2},
                   {dln::test::random_tensor<double>({3, 4 * count, 1, 1}, 5),
                    Tensor<double>({3, 4 * count, 1, 1})}};
  for (const std::size_t r : {0U, 2U})
    for (std::size_t k = 0; k < 4; ++k)
      batch.targets.offsets.weights[(r * count + batch.targets.classes[r]) * 4 + k] = 1;
  return batch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_loss_is_the_sum_of_both_terms_by_all_regions) {
  const RegionBatch<double> batch = three_regions();
  const auto& labels = batch.targets.classes;
  for (const RegionPooling pooling : {RegionPooling::max, RegionPooling::align}) {
    Small small(pooling);
    FastRcnn<double> objective(
        small.network, 1, [&](const arma::uvec&, Random&) { return batch; }, 2);
    Pass<double> pass(Mode::train, Random(1));
    const BatchLoss loss = objective.backpropagate({0}, pass);
    BOOST_TEST(pass.kept() == 0U);
    Pass<double> again(Mode::test, Random(1), Keep::nothing);
    const auto said =
        answers(small.network, small.trunk.forward(batch.images, again), batch.targets.regions);
    double named = 0, placed = 0;
    for (std::size_t r = 0; r < 3; ++r) {
      const arma::mat all = said.scores.columns();
      const arma::vec scores = all.col(r);
      named += std::log(arma::accu(arma::exp(scores))) - scores[labels[r]];
      if (labels[r] == count) continue;
      for (std::size_t k = 0; k < 4; ++k) {
        const std::size_t number = (r * count + labels[r]) * 4 + k;
        const double d = std::abs(said.offsets[number] - batch.targets.offsets.values[number]);
        placed += d < 1 ? d * d / 2 : d - 0.5;
      }
    }
    BOOST_TEST(std::abs(loss.loss - (named / 3 + 2 * placed / 3)) < 1e-12);
    BOOST_TEST(std::abs(value_of(loss.parts, "class") - named / 3) < 1e-12);
    BOOST_TEST(std::abs(value_of(loss.parts, "box") - 2 * placed / 3) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_without_objects_has_no_box_loss_and_one_without_regions_is_none) {
  Small small;
  RegionBatch<double> batch = three_regions();
  FastRcnn<double> objective(small.network, 1,
                             [&](const arma::uvec&, Random&) { return batch; });
  batch.targets.classes.fill(count);
  batch.targets.offsets.weights.values().zeros();
  Pass<double> pass(Mode::train, Random(1));
  BOOST_TEST(value_of(objective.backpropagate({0}, pass).parts, "box") == 0);
  BOOST_TEST(arma::all(pass.gradient(small.box_head.weight()).values() == 0.0));
  batch.targets = {};
  Pass<double> fresh(Mode::train, Random(1));
  expect_error([&] { objective.backpropagate({0}, fresh); },
               {"FastRcnn: expected at least one region, got none"});
}

BOOST_AUTO_TEST_CASE(proposals_move_with_their_image) {
  Scene scene{
      .name = "one", .image = Image8(3, 20, 32), .objects = {}, .instances = {}, .labels = {}};
  const Box box{2, 3, 12, 15};
  scene.objects = {{1, box, false}};
  const std::vector<Scene> scenes = {scene};
  const std::vector<std::vector<Box>> proposals = {{box, {0, 0, 4, 4}}};
  std::size_t flipped = 0;
  for (std::size_t seed = 0; seed < 20; ++seed) {
    const auto batch = region_batch<double>({scenes, proposals, count}, {0}, {.flip = true},
                                            {.object_share = 1}, Random(seed));
    const auto& targets = batch.targets;
    BOOST_REQUIRE(targets.regions.size() == 3U);  // the proposals and the true box
    BOOST_TEST(arma::all(targets.classes == arma::uvec{1, 1, count}));
    BOOST_TEST(arma::all(targets.offsets.values.values() == 0));  // still the object's own box
    BOOST_TEST((targets.regions[0].box == targets.regions[1].box));
    const bool is_flipped = targets.regions[0].box == Box{20, 3, 30, 15};
    BOOST_TEST((is_flipped || targets.regions[0].box == box));
    BOOST_TEST((targets.regions[2].box == (is_flipped ? Box{28, 0, 32, 4} : Box{0, 0, 4, 4})));
    flipped += is_flipped ? 1 : 0;
  }
  BOOST_TEST(flipped > 3U);
  BOOST_TEST(flipped < 17U);
}

BOOST_AUTO_TEST_CASE(every_scene_is_looked_at_once_with_its_own_proposals) {
  RegionLayers<float> layers;
  add_region_layers(layers, count, Random(1));
  const SceneSet set =
      generated_scenes(2, {.height = 64, .width = 64, .classes = count}, Random(2));
  const std::vector<std::vector<Box>> proposals = {{{0, 0, 16, 16}, {8, 8, 30, 30}}, {}};
  const auto found =
      detect(layers.network(), {set.scenes, proposals, count}, {.min_score = 0.0});
  BOOST_TEST(found.size() == 2U);
  BOOST_TEST(!found[0].empty());
  BOOST_TEST(found[1].empty());
  const std::vector<std::vector<Box>> too_few = {{}};
  expect_error(
      [&] {
        detect(layers.network(), {set.scenes, too_few, count}, {});
      },
      {"ProposedScenes: expected proposals of 2 scenes, got of 1"});
}

BOOST_AUTO_TEST_SUITE_END()
