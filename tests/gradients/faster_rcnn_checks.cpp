// The gradient checks of Faster R-CNN's four losses: each stage with the other held still,
// since proposals are constants to the gradient and not to the loss.
#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/train/faster_rcnn.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

/** Two scenes of 16 x 24 pixels of noise; the second shows nothing. */
std::vector<Scene> checked_scenes(Seed seed) {
  std::vector<Scene> two = {
      {"a", Image8(3, 16, 24), {{1, {2, 1, 11, 9}}, {0, {12, 6, 22, 15}}}, {}, {}},
      {"b", Image8(3, 16, 24), {}, {}, {}}};
  Random random(seed);
  for (Scene& scene : two)
    for (auto& pixel : scene.image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
  // The first scene's objects are their boxes' left halves.
  two[0].instances = Image8(1, 16, 24);
  for (std::size_t k = 0; k < 2; ++k) {
    const Box& box = two[0].objects[k].box;
    for (auto y = std::size_t(box.y_min); y < std::size_t(box.y_max); ++y)
      for (auto x = std::size_t(box.x_min); x < std::size_t(box.x_center()); ++x)
        two[0].instances(x, y) = static_cast<std::uint8_t>(k + 1);
  }
  return two;
}

Report faster_rcnn(Stages stages, bool masks, Seed seed) {
  TwoStageNetwork<double> network;
  TwoStageRules rules;
  rules.classes = 2;
  rules.cells = 2;
  rules.proposals.anchors = {{7, 10}, {1}};
  rules.proposals.sample = 8;
  rules.proposals.max_proposals = 5;
  rules.regions.sample = 6;
  const Random random(seed);
  network.trunk.add<Conv2d<double>>(conv::square(3, 3, 0, 3, 8, 1), he<double>(),
                                    random.split(1));
  network.neighbourhood.add<Conv2d<double>>(conv::square(3, 4, 0, 3, 1, 1), he<double>(),
                                            random.split(2));
  network.objectness.add<Conv2d<double>>(conv::square(4, 2, 0, 1), he<double>(),
                                         random.split(3));
  network.anchor_offsets.add<Conv2d<double>>(conv::square(4, 8, 0, 1), gaussian<double>(0.05),
                                             random.split(4));
  network.head.add<Flatten<double>>();
  network.head.add<Dense<double>>(12, 5, he<double>(), random.split(5));
  network.classes.add<Dense<double>>(5, 3, he<double>(), random.split(6));
  network.region_offsets.add<Dense<double>>(5, 8, he<double>(), random.split(7));
  if (masks) {
    rules.mask_cells = 2;
    network.masks.add<ConvTranspose2d<double>>(conv::square(2, 3, 0, 2, 2, 0), he<double>(),
                                               random.split(8));
  }
  const auto list = checked_scenes(seed);
  FasterRcnn<double> objective(network, rules, list, {}, stages);
  // Of the other stage there is no gradient.
  ParameterList<double> parameters;
  for (const auto& named : objective.parameters()) {
    const bool region = named.path.starts_with("head") || named.path.starts_with("classes") ||
                        named.path.starts_with("region") || named.path.starts_with("masks");
    if (region == (stages == Stages::regions)) parameters.push_back(named);
  }
  const auto step = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1}, pass).loss;
  };
  return gradcheck::check_step("FasterRcnn", parameters, step, nullptr,
                               {.tolerance = 1e-6, .seed = seed});
}

}  // namespace

std::vector<GradientCheck> faster_rcnn_checks() {
  return {
      {"FasterRcnn", "proposals",
       [](Seed s) { return faster_rcnn(Stages::proposals, false, s); }},
      {"FasterRcnn", "regions", [](Seed s) { return faster_rcnn(Stages::regions, false, s); }},
      {"FasterRcnn", "regions and masks",
       [](Seed s) { return faster_rcnn(Stages::regions, true, s); }}};
}

}  // namespace dln::test
