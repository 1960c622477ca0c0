#include <algorithm>

#include "dln/vision/detection_errors.hpp"
#include "dln/vision/suppression.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"
#include "program/live_data.hpp"

namespace chapter {

using dln::Detections;
using dln::program::live_box;

namespace {

constexpr std::size_t most_boxes = 12;  // of a class: more would hide each other
constexpr std::size_t least_boxes = 6;  // of a scene, if the machines say yes to fewer

/** How many boxes the machines say yes to. */
double yes_to(const Detections& boxes) {
  return static_cast<double>(std::count_if(
      boxes.begin(), boxes.end(), [](const dln::Detection& one) { return one.score > 0; }));
}

/** The surest boxes of every class, the surest of all first, as far as machines say yes. */
Detections surest(const Detections& all, std::size_t classes) {
  Detections sorted = all, result;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<std::size_t> taken(classes);
  for (const dln::Detection& one : sorted)
    if ((one.score > 0 || result.size() < least_boxes) && taken[one.label]++ < most_boxes)
      result.push_back(one);
  return result;
}

/** The places in a list of what suppression keeps of it, and how many objects that finds. */
nlohmann::json kept_of(const Detections& boxes, const dln::Objects& objects, double threshold) {
  nlohmann::json places = nlohmann::json::array();
  const Detections kept = dln::suppressed(boxes, threshold);
  for (std::size_t i = 0, k = 0; i < boxes.size() && k < kept.size(); ++i)
    if (boxes[i].label == kept[k].label && boxes[i].box == kept[k].box) {
      places.push_back(i);
      ++k;
    }
  return {{"threshold", threshold},
          {"kept", places},
          {"found", dln::detection_errors(kept, objects, -arma::datum::inf).correct}};
}

}  // namespace

Report suppression_to_touch(const dln::SceneSet& scenes, const std::vector<Detections>& boxes) {
  arma::vec yes(scenes.size());
  for (std::size_t n = 0; n < scenes.size(); ++n) yes[n] = yes_to(boxes[n]);
  Report report;
  nlohmann::json shown = nlohmann::json::array();
  for (const arma::uword n : arma::uvec(arma::stable_sort_index(yes, "descend"))) {
    const dln::Scene& scene = scenes.scenes[n];
    const Detections sure = surest(boxes[n], scenes.class_names.size());
    nlohmann::json listed = nlohmann::json::array(), objects = nlohmann::json::array(),
                   kept = nlohmann::json::array();
    for (const auto& [label, box, difficult] : scene.objects)
      objects.push_back({{"class", scenes.class_names[label]}, {"box", live_box(box)}});
    for (const auto& [label, box, score] : sure)
      listed.push_back(
          {{"class", scenes.class_names[label]}, {"box", live_box(box)}, {"score", score}});
    for (const double threshold : {0.1, 0.3, 0.5, 0.7})
      kept.push_back(kept_of(sure, scene.objects, threshold));
    shown.push_back({{"image", dln::program::live_image(scene.image)},
                     {"objects", objects},
                     {"boxes", listed},
                     {"kept", kept}});
    if (shown.size() == 1)
      add_pictures(report, "suppression", scenes.pick({n, n}),
                   std::vector<Detections>{sure, dln::suppressed(sure, 0.3)}, {0, 1},
                   -arma::datum::inf, {"before suppression", "after"});
    if (shown.size() == 4) break;
  }
  report.live("live-suppression", shown);
  return report;
}

}  // namespace chapter
