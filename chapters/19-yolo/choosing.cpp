#include <fmt/format.h>

#include "dln/train/yolo.hpp"
#include "dln/vision/detection_errors.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"

namespace chapter {

using dln::program::Table;

Report choose(Detector& detector, const Scenes& scenes) {
  const dln::SceneSet& set = scenes.validation;
  const auto objects = dln::objects_of(set.scenes);
  Table by_overlap(
      {{"suppressed above"}, {"boxes an image", "{:.0f}"}, {"mAP at 0.5", "{:.3f}"}});
  double best = -1;
  for (const double overlap : {0.2, 0.35, 0.5, 0.7, 1.0}) {
    const auto found = yolo_detect(*detector.network, detector.grid, set.scenes, 0.01, overlap);
    double boxes = 0;
    for (const dln::Detections& one : found)
      boxes += static_cast<double>(one.size()) / static_cast<double>(set.size());
    const double map = mean_average_precision(found, objects, detector.grid.classes).mean;
    by_overlap.add({fmt::format("{:g}", overlap), boxes, map});
    if (map > best) {
      best = map;
      detector.suppression = overlap;
    }
  }
  const auto found =
      yolo_detect(*detector.network, detector.grid, set.scenes, 0.01, detector.suppression);
  Table by_score({{"least score"}, {"correct"}, {"false"}, {"missed"}, {"balance", "{:.3f}"}});
  double best_balance = -1;
  for (const double score : {0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7}) {
    const dln::DetectionErrors errors = detection_errors(found, objects, score);
    const std::size_t wrong =
        errors.doubled + errors.badly_placed + errors.confused + errors.background;
    // [Balance precision and recall by their harmonic mean]
    const double balance = 2 * static_cast<double>(errors.correct) /
                           static_cast<double>(errors.objects + errors.correct + wrong);
    // [Balance precision and recall by their harmonic mean]
    by_score.add({fmt::format("{:g}", score), errors.correct, wrong, errors.missed, balance});
    if (balance > best_balance) {
      best_balance = balance;
      detector.sure_enough = score;
    }
  }
  Report report;
  report.say("On the validation scenes, by the overlap above which a box is dropped:");
  report.table("suppression", by_overlap);
  report.say("And by the score from which a detection is believed:");
  report.table("scores", by_score);
  report.note("suppression", detector.suppression);
  report.note("least_score", detector.sure_enough);
  report.note("validation_map_at_50", best);
  return report;
}

}  // namespace chapter
