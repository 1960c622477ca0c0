// The gradient checks of YOLO's loss: each of its five terms alone, and their sum, on targets
// that stay; and of a whole step, without the one term whose target moves with the answer.
#include "dln/layers/conv2d.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/squared_error.hpp"
#include "dln/train/yolo.hpp"
#include "dln/vision/yolo.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

// An object in nearly every cell and few classes, so that most numbers of every term count.
const YoloGrid grid{
    .rows = 2, .columns = 2, .boxes = 2, .classes = 2, .image_height = 24, .image_width = 32};

const std::vector<Objects> truth = {
    {{0, {2, 1, 9, 9}}, {1, {17, 14, 31, 22}}, {1, {18, 2, 30, 8}}},
    {{1, {3, 13, 10, 23}}, {0, {1, 1, 12, 10}}, {0, {20, 4, 28, 9}}},
    {{1, {1, 2, 14, 9}}, {0, {2, 14, 9, 21}}, {1, {18, 13, 30, 22}}}};

/** The loss of numbers with given targets, as a loss: the targets hold all that it needs. */
class Whole final : public Loss<double, YoloTargets<double>> {
 public:
  [[nodiscard]] std::string name() const override { return "YoloLoss"; }
  [[nodiscard]] Tensor<double> forward(const Tensor<double>& y,
                                       const YoloTargets<double>& targets) const override {
    Tensor<double> losses(y.shape());
    for (const auto& term : targets.terms) losses += SquaredError<double>().forward(y, term);
    return losses;
  }
  [[nodiscard]] Tensor<double> backward(const Tensor<double>& y,
                                        const YoloTargets<double>& targets,
                                        double factor) const override {
    return yolo_loss(y, targets, factor).dy;
  }
  [[nodiscard]] double count(const YoloTargets<double>&) const override { return 3; }
};

YoloTargets<double> targets_of(const Tensor<double>& y) {
  return yolo_targets<double>(y, truth, grid, {});
}

Report term(YoloTerm which, Seed seed) {
  const Tensor<double> y = random_tensor<double>(grid.shape(3), seed);
  return gradcheck::check_loss(SquaredError<double>(), y,
                               targets_of(y).terms[static_cast<std::size_t>(which)],
                               {.seed = seed});
}

/**
 * A step on three scenes of noise. A cell has one box, which is always the responsible one; and
 * the objectness has no weight: its target is the IoU of what is predicted, which the gradient
 * takes for a constant.
 */
Report step(Seed seed) {
  YoloGrid one = grid;
  one.boxes = 1;
  YoloWeights weights;
  weights.object = 0;
  Random random(seed);
  std::vector<Scene> scenes;
  for (const Objects& objects : truth) {
    Scene scene{"noise", Image8(3, grid.image_height, grid.image_width), objects, {}, {}};
    for (auto& pixel : scene.image.pixels) pixel = static_cast<std::uint8_t>(random.below(256));
    scenes.push_back(std::move(scene));
  }
  Sequential<double> network;
  network.add<Conv2d<double>>(conv::square(3, 4, 0, 6, 6, 0), he<double>(), random.split(1));
  network.add<Conv2d<double>>(conv::square(4, one.shape(1).channels, 0, 2, 2, 0), he<double>(),
                              random.split(2));
  YoloObjective<double> objective(network, one, weights, scenes, {}, {});
  const auto loss = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1, 2}, pass).loss;
  };
  return gradcheck::check_step("YoloObjective", objective.parameters(), loss, nullptr,
                               {.tolerance = 1e-6, .seed = seed});
}

}  // namespace

std::vector<GradientCheck> yolo_checks() {
  return {{"YoloLoss", "place", [](Seed s) { return term(YoloTerm::place, s); }},
          {"YoloLoss", "size", [](Seed s) { return term(YoloTerm::size, s); }},
          {"YoloLoss", "object", [](Seed s) { return term(YoloTerm::object, s); }},
          {"YoloLoss", "no object", [](Seed s) { return term(YoloTerm::no_object, s); }},
          {"YoloLoss", "classes", [](Seed s) { return term(YoloTerm::classes, s); }},
          {"YoloLoss", "all five",
           [](Seed s) {
             const Tensor<double> y = random_tensor<double>(grid.shape(3), s);
             return gradcheck::check_loss(Whole(), y, targets_of(y), {.seed = s});
           }},
          {"YoloObjective", "without objectness", step}};
}

}  // namespace dln::test
