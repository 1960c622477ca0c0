#include "dln/vision/box.hpp"
#include "experiments.hpp"
#include "program/live_data.hpp"

namespace chapter {

using dln::program::live_box;
using dln::program::Report;

namespace {

/** What every anchor learns under some rules: an object's number, -1 for background, -2 for
 * nothing. */
nlohmann::json learnt_by(const arma::mat& overlaps, const dln::MatchRules& rules) {
  std::vector<int> learns;
  for (const arma::uword object : dln::matched(overlaps, rules).object)
    learns.push_back(object == dln::matched_background ? -1
                     : object == dln::matched_ignored  ? -2
                                                       : static_cast<int>(object));
  return {{"object", rules.object}, {"background", rules.background}, {"learns", learns}};
}

/** A scene with the anchors of the place where one fits best, for who has no scripts. */
Report best_place(const dln::Scene& scene, const std::vector<dln::Box>& anchors,
                  const arma::mat& overlaps, const dln::ProposalRules& rules) {
  const dln::Matching matching = dln::matched(overlaps, rules.match);
  const std::size_t shapes = rules.anchors.sizes.size() * rules.anchors.ratios.size(),
                    places = anchors.size() / shapes,
                    best = matching.overlap.index_max() % places;
  dln::program::Table boxes({{"kind"}, {"left"}, {"top"}, {"right"}, {"bottom"}});
  const auto add = [&](const std::string& kind, const dln::Box& box) {
    boxes.add({kind, box.x_min, box.y_min, box.x_max, box.y_max});
  };
  for (const dln::SceneObject& object : scene.objects) add("true", object.box);
  for (std::size_t i = best; i < anchors.size(); i += places)
    add(matching.object[i] < dln::matched_ignored    ? "object"
        : matching.object[i] == dln::matched_ignored ? "nothing"
                                                     : "background",
        anchors[i]);
  Report report;
  report.pictures("best-place", dln::to_tensor<float>(std::span(&scene, 1)), {"one place"});
  report.data("best-place-boxes", boxes);
  return report;
}

}  // namespace

Report anchors_to_touch(const dln::program::Scenes& scenes, const dln::ProposalRules& rules) {
  const dln::Image8& image = scenes.train.scenes.front().image;
  const std::size_t height = image.height / static_cast<std::size_t>(rules.stride),
                    width = image.width / static_cast<std::size_t>(rules.stride);
  const std::vector<dln::Box> anchors =
      dln::anchor_grid(rules.anchors, height, width, rules.stride);
  Report report;
  nlohmann::json shown = nlohmann::json::array();
  for (const dln::Scene& scene : scenes.train.scenes) {
    if (scene.objects.size() < 2) continue;
    std::vector<dln::Box> truth;
    nlohmann::json objects = nlohmann::json::array();
    for (const auto& [label, box, difficult] : scene.objects) {
      truth.push_back(box);
      objects.push_back({{"class", scenes.train.class_names[label]}, {"box", live_box(box)}});
    }
    const arma::mat overlaps = dln::overlaps(anchors, truth);
    if (shown.empty()) report.append(best_place(scene, anchors, overlaps, rules));
    nlohmann::json learnt = nlohmann::json::array();
    if (shown.size() < 2)  // what the page's script is held to
      for (const auto& [object, background] : {std::pair{0.7, 0.3}, {0.5, 0.5}, {0.9, 0.1}})
        learnt.push_back(learnt_by(overlaps, {.object = object,
                                              .background = background,
                                              .best_for_each = rules.match.best_for_each}));
    shown.push_back({{"image", dln::program::live_image(scene.image)},
                     {"objects", objects},
                     {"learnt", learnt}});
    if (shown.size() == 4) break;
  }
  report.live("live-anchors", {{"sizes", rules.anchors.sizes},
                               {"ratios", rules.anchors.ratios},
                               {"stride", rules.stride},
                               {"height", height},
                               {"width", width},
                               {"object", rules.match.object},
                               {"background", rules.match.background},
                               {"scenes", shown}});
  return report;
}

}  // namespace chapter
