// Segmentation as an objective: batches of scenes of several sizes, and a small network that
// learns.
#include "dln/train/segmentation.hpp"

#include "dln/data/generated_scenes.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/models/segmentation.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/training.hpp"
#include "support.hpp"

using namespace dln;

namespace {

Scene plain_scene(std::size_t height, std::size_t width, std::uint8_t value,
                  std::uint8_t label) {
  Scene scene;
  scene.image = Image8(3, height, width, value);
  scene.labels = Image8(1, height, width, label);
  return scene;
}

SceneSet small_scenes(std::size_t count) {
  SceneOptions options{.height = 32, .width = 32, .classes = 2, .max_objects = 1};
  options.min_size = 0.5;
  options.max_size = 0.7;
  return generated_scenes(count, options, Random(1));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(scenes_of_several_sizes_make_one_batch) {
  std::vector<Scene> scenes = {plain_scene(3, 5, 255, 1), plain_scene(6, 2, 0, 0)};
  scenes[1].labels(0, 0) = ignored_pixel;
  const SceneBatch<float> batch = scene_batch<float>(scenes, {}, 4);
  const bool shape = batch.images.shape() == Shape{2, 3, 8, 8};
  BOOST_TEST(shape);
  BOOST_TEST(batch.images.image(0)(7, 7, 2) == 2);  // the last pixel repeated: (1 - 0.5) / 0.25
  BOOST_TEST(batch.images.image(1)(0, 0, 0) == -2);
  BOOST_TEST(batch.labels[4] == 1U);
  BOOST_TEST(batch.labels[5] == ignored_label);
  BOOST_TEST(batch.labels[3 * 8] == ignored_label);
  BOOST_TEST(batch.labels[64] == ignored_label);
  BOOST_TEST(batch.labels[65] == 0U);
  test::expect_error([] { scene_batch<float>({}, {}, 4); }, {"at least one scene"});
}

BOOST_AUTO_TEST_CASE(colours_are_scaled_by_their_own_mean_and_deviation) {
  SceneSet scenes;
  scenes.scenes = {plain_scene(2, 2, 0, 0), plain_scene(2, 2, 255, 0)};
  const ColourScale scale = ColourScale::of(scenes);
  BOOST_TEST(scale.mean[1] == 0.5F);
  BOOST_TEST(scale.deviation[2] == 0.5F);
}

BOOST_AUTO_TEST_CASE(rare_classes_weigh_more_and_the_mean_weight_is_one) {
  SceneSet scenes;
  scenes.pixel_class_names = {"ground", "pole", "nothing"};
  scenes.scenes = {plain_scene(10, 10, 0, 0)};
  scenes.scenes[0].labels(3, 3) = 1;
  const arma::fvec weights = class_weights(scenes);
  BOOST_TEST(weights[1] > 10 * weights[0]);
  BOOST_TEST(weights[2] == 0);
  BOOST_TEST(arma::dot(arma::conv_to<arma::vec>::from(weights), class_shares(scenes)) == 1,
             boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(networks_give_scores_for_every_pixel_and_differ_where_they_should) {
  for (const std::size_t skips : {0, 1, 2})
    for (const std::size_t dilated : {0, 2}) {
      Sequential<float> network;
      const FcnPlan plan{.classes = 4, .skips = skips, .dilated = dilated};
      build_fcn(network, plan, Random(1));
      const bool whole = network.output_shape({2, 3, 64, 32}) == Shape{2, 4, 64, 32};
      BOOST_TEST(whole, skips << " skips, " << dilated << " dilated");
    }
  Sequential<float> unet;
  const UNetPlan plan{.classes = 4, .channels = 4, .levels = 2};
  build_unet(unet, plan, Random(1));
  BOOST_TEST(plan.multiple() == 4U);
  const bool whole = unet.output_shape({1, 3, 20, 12}) == Shape{1, 4, 20, 12};
  BOOST_TEST(whole);
  Sequential<float> unused;
  test::expect_error([&] { build_fcn(unused, {.skips = 5}, Random(1)); }, {"fewer skips"});
}

BOOST_AUTO_TEST_CASE(a_small_network_learns_a_few_scenes_by_heart) {
  const SceneSet scenes = small_scenes(4);
  Sequential<float> network;
  const UNetPlan plan{.classes = 3, .channels = 6, .levels = 2};
  build_unet(network, plan, Random(2));
  const SoftmaxCrossEntropy<float> loss;
  Segmentation<float> objective(
      network, loss, scenes, &scenes,
      {.scale = ColourScale::of(scenes), .multiple = plan.multiple()});
  Adam<float> optimizer(0.01);
  const double before = value_of(objective.validate(), "mean_iou");
  dln::train(objective, optimizer, {.epochs = 60, .batch_size = 4});
  const double after = value_of(objective.validate(), "mean_iou");
  BOOST_TEST(before < 0.4);
  BOOST_TEST(after > 0.8);
}

BOOST_AUTO_TEST_CASE(an_image_of_any_size_gets_as_many_classes_as_pixels) {
  Sequential<float> network;
  const UNetPlan plan{.classes = 3, .channels = 4, .levels = 2};
  build_unet(network, plan, Random(2));
  const Scene scene = plain_scene(13, 21, 100, 0);
  BOOST_TEST(segment<float>(network, scene, {}, plan.multiple()).n_elem == 13U * 21U);
}

BOOST_AUTO_TEST_SUITE_END()
