#include <algorithm>

#include "dln/core/threads.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace chapter {

namespace {

constexpr std::size_t chunk = 8;  // scenes between two looks at the progress

std::vector<double> sides_of(const dln::SceneSet& scenes) {
  std::vector<double> sides;
  for (const dln::Scene& scene : scenes.scenes)
    for (const dln::SceneObject& object : scene.objects) {
      sides.push_back(object.box.width());
      sides.push_back(object.box.height());
    }
  std::sort(sides.begin(), sides.end());
  return sides;
}

}  // namespace

Plan plan_for(const Scenes& scenes, const Options& options) {
  const bool real = !options.data.empty();
  Plan plan;
  plan.search.scales = real ? std::vector<double>{20, 50} : std::vector<double>{50, 100};
  plan.side = real ? 32 : 24;
  plan.crops = options.choose<std::size_t>(real ? 48 : 32, 16);
  plan.epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(real ? 15 : 8, 4);
  // [Leave out boxes of sizes that no object had]
  const std::vector<double> sides = sides_of(scenes.train);
  plan.search.min_side = 0.8 * sides[sides.size() / 100];
  plan.search.max_side = 1.25 * sides[sides.size() - 1 - sides.size() / 100];
  // [Leave out boxes of sizes that no object had]
  return plan;
}

arma::cube image_of(const dln::Scene& scene) {
  const auto batch = dln::to_tensor<double>(std::span<const dln::Scene>(&scene, 1));
  const arma::cube view = batch.image(0);
  return arma::cube(view);  // a copy, as the batch is about to end
}

std::vector<Boxes> search_scenes(const std::string& label, const dln::SceneSet& scenes,
                                 const Plan& plan, const Options& options) {
  std::vector<Boxes> boxes(scenes.size());
  dln::program::ProgressBar bar(label, scenes.size());
  const dln::Random random = dln::Random(options.seed).split(30);
  for (std::size_t first = 0; first < scenes.size(); first += chunk) {
    dln::program::stop_if_interrupted();
    dln::parallel_for(std::min(chunk, scenes.size() - first), [&](std::size_t i) {
      const auto proposals = dln::selective_search(image_of(scenes.scenes[first + i]),
                                                   plan.search, random.split(first + i));
      for (const dln::Proposal& proposal : proposals)
        if (boxes[first + i].size() < plan.most_proposals)
          boxes[first + i].push_back(proposal.box);
    });
    bar.show(std::min(first + chunk, scenes.size()));
  }
  return boxes;
}

Proposals search_all(const Scenes& scenes, const Plan& plan, const Options& options) {
  return {search_scenes("proposals, training scenes", scenes.train, plan, options),
          search_scenes("proposals, validation scenes", scenes.validation, plan, options),
          search_scenes("proposals, test scenes", scenes.test, plan, options)};
}

}  // namespace chapter
