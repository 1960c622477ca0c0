// The gradient checks of segmentation: a network with a skip, ignored pixels, weighted classes.
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/segmentation.hpp"
#include "gradients/checks.hpp"
#include "gradients/networks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

/** Scenes of two sizes with random colours and labels, some of them ignored. */
SceneSet random_scenes(Seed seed) {
  Random random(seed);
  SceneSet scenes;
  scenes.pixel_class_names = {"a", "b"};
  for (const std::size_t width : {5, 8}) {
    Scene scene;
    scene.image = Image8(3, 8, width);
    scene.labels = Image8(1, 8, width);
    for (auto& pixel : scene.image.pixels)
      pixel = static_cast<std::uint8_t>(random.uniform(0, 256));
    for (auto& label : scene.labels.pixels) {
      const auto drawn = static_cast<std::uint8_t>(random.uniform(0, 3));
      label = drawn == 2 ? ignored_pixel : drawn;
    }
    scenes.scenes.push_back(scene);
  }
  return scenes;
}

Report segmentation(const ClassLoss<double>& loss, Seed seed) {
  const auto network = two_skips<double>(seed);
  const SceneSet scenes = random_scenes(seed);
  Segmentation<double> objective(*network, loss, scenes, nullptr, {.multiple = 4});
  const auto step = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1}, pass).loss;
  };
  return gradcheck::check_step("Segmentation", objective.parameters(), step, nullptr,
                               {.tolerance = 1e-6, .seed = seed});
}

}  // namespace

std::vector<GradientCheck> segmentation_checks() {
  return {{"Segmentation", "two sizes, ignored pixels",
           [](Seed s) { return segmentation(SoftmaxCrossEntropy<double>(), s); }},
          {"Segmentation", "weighted classes", [](Seed s) {
             return segmentation(SoftmaxCrossEntropy<double>({0.5, 2.0}), s);
           }}};
}

}  // namespace dln::test
