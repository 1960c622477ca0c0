#include "program/proposals.hpp"

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace dln::program {
namespace {

constexpr std::size_t chunk = 8;  // scenes between two looks at the progress

std::vector<double> sides_of(const SceneSet& scenes) {
  std::vector<double> sides;
  for (const Scene& scene : scenes.scenes)
    for (const SceneObject& object : scene.objects) {
      sides.push_back(object.box.width());
      sides.push_back(object.box.height());
    }
  if (sides.empty()) throw Error(scenes.name, "objects to learn from", "none");
  std::sort(sides.begin(), sides.end());
  return sides;
}

}  // namespace

SearchPlan search_plan_for(const Scenes& scenes, const Options& options) {
  SearchPlan plan;
  plan.options.scales =
      options.data.empty() ? std::vector<double>{50, 100} : std::vector<double>{20, 50};
  // [Leave out boxes of sizes that no object had]
  const std::vector<double> sides = sides_of(scenes.train);
  plan.options.min_side = 0.8 * sides[sides.size() / 100];
  plan.options.max_side = 1.25 * sides[sides.size() - 1 - sides.size() / 100];
  // [Leave out boxes of sizes that no object had]
  return plan;
}

arma::cube image_of(const Scene& scene) {
  const auto batch = to_tensor<double>(std::span<const Scene>(&scene, 1));
  const arma::cube view = batch.image(0);
  return arma::cube(view);  // a copy, as the batch is about to end
}

Boxes search(const Scene& scene, const SearchPlan& plan, const Random& random) {
  Boxes boxes;
  for (const Proposal& proposal : selective_search(image_of(scene), plan.options, random))
    if (boxes.size() < plan.most) boxes.push_back(proposal.box);
  return boxes;
}

std::vector<Boxes> search_scenes(const std::string& label, const SceneSet& scenes,
                                 const SearchPlan& plan, const Options& options) {
  std::vector<Boxes> boxes(scenes.size());
  ProgressBar bar(label, scenes.size());
  const Random random = Random(options.seed).split(30);
  for (std::size_t first = 0; first < scenes.size(); first += chunk) {
    stop_if_interrupted();
    parallel_for(std::min(chunk, scenes.size() - first), [&](std::size_t i) {
      boxes[first + i] = search(scenes.scenes[first + i], plan, random.split(first + i));
    });
    bar.show(std::min(first + chunk, scenes.size()));
  }
  return boxes;
}

Proposals search_all(const Scenes& scenes, const SearchPlan& plan, const Options& options) {
  return {search_scenes("proposals, training scenes", scenes.train, plan, options),
          search_scenes("proposals, validation scenes", scenes.validation, plan, options),
          search_scenes("proposals, test scenes", scenes.test, plan, options)};
}

// [Ask of every object which box covers it best]
Coverage coverage(const SceneSet& scenes, const std::vector<Boxes>& boxes, std::size_t most) {
  Coverage all;
  double objects = 0;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const std::size_t count = std::min(most, boxes[i].size());
    all.boxes += static_cast<double>(count) / static_cast<double>(scenes.size());
    for (const SceneObject& object : scenes.scenes[i].objects) {
      double best = 0;
      for (std::size_t b = 0; b < count; ++b)
        best = std::max(best, iou(boxes[i][b], object.box));
      all.recall += best >= 0.5 ? 1 : 0;
      all.best_overlap += best;
      objects += 1;
    }
  }
  all.recall /= std::max(objects, 1.0);
  all.best_overlap /= std::max(objects, 1.0);
  return all;
}
// [Ask of every object which box covers it best]

Boxes window_grid(std::size_t most, double width, double height, const SearchOptions& sizes) {
  const auto windows =
      [&](double step) {  // from one to the next, as a share of the window's side
        Boxes boxes;
        for (std::size_t s = 0; s < 5; ++s) {
          const double low = sizes.min_side / 0.8, high = sizes.max_side / 1.25;
          const double side = low * std::pow(high / low, (static_cast<double>(s) + 0.5) / 5);
          for (const double stretch : {0.75, 1.0, 4.0 / 3}) {
            const double w = std::min(side * stretch, width),
                         h = std::min(side / stretch, height);
            const double across = std::floor((width - w) / (step * w)),
                         down = std::floor((height - h) / (step * h));
            for (double y = 0; y <= down; ++y)
              for (double x = 0; x <= across; ++x) {
                const double left = across > 0 ? x * (width - w) / across : (width - w) / 2;
                const double top = down > 0 ? y * (height - h) / down : (height - h) / 2;
                boxes.push_back({left, top, left + w, top + h});
              }
          }
        }
        return boxes;
      };
  double fine = 0.05, coarse = 20;
  for (int i = 0; i < 20; ++i) {
    const double middle = std::sqrt(fine * coarse);
    (windows(middle).size() > most ? fine : coarse) = middle;
  }
  return windows(coarse);
}

}  // namespace dln::program
