// A segmenter's way into a checkpoint and back, and what damaged ones are told.
#include "program/segmenter.hpp"

#include "dln/data/weights.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/checkpoint.hpp"
#include "support.hpp"

using namespace dln;

namespace {

Image8 stripes(std::size_t height, std::size_t width) {
  Image8 image(3, height, width);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(i * 37 % 256);
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(a_segmenter_comes_back_from_its_checkpoint) {
  const test::TemporaryFolder folder;
  dln::program::Segmenter segmenter({.classes = 3, .channels = 4, .levels = 2},
                                    {"sky", "road", "a pole"}, {}, Random(1));
  SceneSet scenes;
  const SoftmaxCrossEntropy<float> loss;
  Segmentation<float> objective(segmenter.network, loss, scenes, nullptr, {});
  GradientDescent<float> optimizer(0.1);
  const TrainingOptions options;
  TrainingState<float> state;
  save_checkpoint<float>(folder / "unet.safetensors",
                         {objective, optimizer, options, state, segmenter.preprocessing()});
  const auto read = dln::program::read_segmenter(folder / "unet.safetensors");
  BOOST_TEST(read->class_names == segmenter.class_names, boost::test_tools::per_element());
  BOOST_TEST(read->plan.multiple() == 4U);
  const Image8 image = stripes(9, 14);
  BOOST_TEST(arma::all((*read)(image) == segmenter(image)));
  BOOST_TEST(read->network.parameters().size() == segmenter.network.parameters().size());
}

BOOST_AUTO_TEST_CASE(another_checkpoint_is_no_segmenter) {
  const test::TemporaryFolder folder;
  Sequential<float> network;
  build_unet(network, {.channels = 4, .levels = 1}, Random(1));
  save_weights<float>(folder / "weights.safetensors", network.parameters());
  test::expect_error([&] { dln::program::read_segmenter(folder / "weights.safetensors"); },
                     {"weights.safetensors", "a checkpoint of chapter 20"});
}

BOOST_AUTO_TEST_CASE(classes_are_painted_over_an_image) {
  const Image8 image(3, 1, 2, 100);
  const Image8 covered = dln::program::painted(image, {0, 1}, 1);
  BOOST_TEST(covered(0, 0, 2) == 233);
  BOOST_TEST(covered(1, 0, 0) == 213);
  BOOST_TEST((dln::program::painted(image, {0, 1}, 0) == image));
  test::expect_error([&] { dln::program::painted(image, {0}, 1); }, {"2 classes", "1"});
}

BOOST_AUTO_TEST_SUITE_END()
