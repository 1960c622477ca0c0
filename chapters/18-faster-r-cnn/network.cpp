#include "dln/optimizers/adam.hpp"
#include "dln/train/training.hpp"
#include "dln/vision/box.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

dln::program::Scenes load(const dln::program::Options& options) {
  const auto needs = dln::program::detector_needs(options.choose<std::size_t>(500, 60),
                                                  options.choose<std::size_t>(200, 24));
  return dln::program::load_detection(options, needs);
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
