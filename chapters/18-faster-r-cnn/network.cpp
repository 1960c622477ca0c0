#include "dln/layers/max_pool2d.hpp"
#include "dln/models/two_stage.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/training.hpp"
#include "dln/vision/box.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;

dln::program::Scenes load(const dln::program::Options& options) {
  const auto needs = dln::program::detector_needs(options.choose<std::size_t>(500, 60),
                                                  options.choose<std::size_t>(200, 24));
  return dln::program::load_detection(options, needs);
}

dln::TwoStageRules rules_for(const dln::program::Scenes& scenes, bool real) {
  dln::TwoStageRules rules;
  rules.classes = scenes.train.class_names.size();
  rules.proposals.anchors = real ? dln::AnchorShapes{{20, 48, 90}, {0.75, 1, 1.33}}
                                 : dln::AnchorShapes{{18, 28, 44}, {0.6, 1, 1.67}};
  rules.proposals.sample = real ? 128 : 64;
  rules.proposals.max_proposals = real ? 150 : 40;
  // Small objects have few anchors: they must not lose their place to the many of large ones.
  rules.proposals.max_scored = real ? 2000 : 400;
  rules.regions.sample = real ? 48 : 24;
  return rules;
}

void build(Network& network, const dln::TwoStageRules& rules, const Random& random) {
  constexpr std::size_t features = 64;
  // The trunk: three times half the size, so a place of its features is 8 pixels wide.
  dln::add_convolution_block(network.trunk, 3, 16, random.split(0));
  network.trunk.add<dln::MaxPool2d<float>>();
  dln::add_convolution_block(network.trunk, 16, 32, random.split(1));
  network.trunk.add<dln::MaxPool2d<float>>();
  dln::add_convolution_block(network.trunk, 32, features, random.split(2));
  network.trunk.add<dln::MaxPool2d<float>>();
  dln::add_convolution_block(network.trunk, features, features, random.split(3));
  dln::add_convolution_block(network.trunk, features, features, random.split(4));
  dln::add_stages(network, features, rules, random);
}

void learn(Network& network, const dln::SceneSet& scenes, const dln::TwoStageRules& rules,
           const Plan& plan, dln::Stages stages, const dln::program::Start& start) {
  dln::FasterRcnn<float> objective(network, rules, scenes.scenes, {}, stages);
  const std::size_t steps = plan.epochs * dln::steps_per_epoch(scenes.size(), plan.batch_size);
  dln::Adam<float> optimizer(dln::linear_decay(2e-3, steps, 0.01));
  const auto callback = [&](const dln::Progress& now) {
    return start.show(plan.part * now.steps + now.step, plan.parts * now.steps);
  };
  dln::program::train(objective, optimizer,
                      {.epochs = plan.epochs,
                       .batch_size = plan.batch_size,
                       .seed = start.seed,
                       .callback = callback});
  dln::program::stop_if_interrupted();
}

double recall(const std::vector<dln::Detections>& proposals, const dln::SceneSet& scenes,
              std::size_t boxes) {
  double covered = 0, objects = 0;
  for (std::size_t n = 0; n < scenes.size(); ++n)
    for (const dln::SceneObject& object : scenes.scenes[n].objects) {
      ++objects;
      const auto end =
          proposals[n].begin() + std::ptrdiff_t(std::min(boxes, proposals[n].size()));
      covered += std::any_of(proposals[n].begin(), end, [&](const dln::Detection& proposal) {
        return dln::iou(proposal.box, object.box) >= 0.5;
      });
    }
  return covered / objects;
}

}  // namespace chapter
