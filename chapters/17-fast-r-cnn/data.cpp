#include <fmt/format.h>

#include "dln/vision/anchors.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Box;
using dln::program::Options;
using dln::program::Report;

namespace {

/** The sizes of windows: those of the training objects, from the smallest to the largest. */
dln::AnchorShapes shapes_of(const dln::SceneSet& scenes) {
  std::vector<double> sizes;
  for (const dln::Scene& scene : scenes.scenes)
    for (const dln::SceneObject& object : scene.objects)
      sizes.push_back(std::sqrt(object.box.area()));
  const arma::vec levels =
      arma::quantile(arma::vec(sizes), arma::vec{0.02, 0.2, 0.4, 0.6, 0.8, 0.98});
  return {{levels.begin(), levels.end()}, {0.7, 1, 1.4}};
}

/** Windows of all sizes everywhere, those of a size a third of it apart, clipped to the image.
 */
std::vector<Box> windows(const dln::AnchorShapes& shapes, double width, double height) {
  std::vector<Box> result;
  for (const double size : shapes.sizes) {
    const double step = std::max(4.0, size / 3);
    const auto rows = static_cast<std::size_t>(height / step),
               columns = static_cast<std::size_t>(width / step);
    for (const Box& box : dln::anchor_grid({{size}, shapes.ratios}, rows, columns, step))
      result.push_back(dln::clipped(box, width, height));
  }
  return result;
}

Split with_windows(const dln::SceneSet& scenes, const std::vector<Box>& boxes) {
  return {scenes, Proposals(scenes.size(), boxes)};
}

}  // namespace

Data load(const Options& options) {
  dln::program::SceneNeeds needs;
  needs.train = options.choose<std::size_t>(560, 40);
  needs.test = options.choose<std::size_t>(100, 16);
  needs.generated = {
      .height = 96, .width = 96, .classes = 3, .min_objects = 1, .max_objects = 4};
  needs.generated.min_size = 0.2;
  needs.generated.distractors = 0;
  needs.real_height = 240;
  needs.real_width = 320;
  const Scenes scenes = dln::program::load_detection(options, needs);
  const dln::Image8& image = scenes.train.scenes.front().image;
  const std::vector<Box> boxes =
      windows(shapes_of(scenes.train), static_cast<double>(image.width),
              static_cast<double>(image.height));
  return {with_windows(scenes.train, boxes), with_windows(scenes.validation, boxes),
          with_windows(scenes.test, boxes)};
}

Report measure_recall(const Data& data) {
  std::size_t objects = 0, found = 0;
  double best = 0;
  for (std::size_t n = 0; n < data.validation.scenes.size(); ++n)
    for (const dln::SceneObject& object : data.validation.scenes.scenes[n].objects) {
      const std::vector<Box> one = {object.box};
      const double overlap = dln::overlaps(data.validation.proposals[n], one).max();
      ++objects;
      found += overlap >= 0.5 ? 1 : 0;
      best += overlap;
    }
  Report report;
  const double count = static_cast<double>(objects);
  report.say(
      fmt::format("{} windows an image hold {:.1f} % of the objects (an IoU of 0.5); the best "
                  "of them has a mean "
                  "IoU of {:.2f}.",
                  data.validation.proposals.front().size(),
                  100 * static_cast<double>(found) / count, best / count));
  report.note("windows", data.validation.proposals.front().size());
  report.note("window_recall_at_50", static_cast<double>(found) / count);
  report.note("window_best_iou", best / count);
  return report;
}

}  // namespace chapter
