#include "dln/vision/detection_errors.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/vision/suppression.hpp"

namespace dln {

DetectionErrors& DetectionErrors::operator+=(const DetectionErrors& more) {
  objects += more.objects;
  correct += more.correct;
  doubled += more.doubled;
  badly_placed += more.badly_placed;
  confused += more.confused;
  background += more.background;
  missed += more.missed;
  return *this;
}

DetectionErrors detection_errors(const Detections& found, const Objects& truth,
                                 double min_score, double threshold) {
  DetectionErrors errors;
  for (const SceneObject& object : truth) errors.objects += object.difficult ? 0U : 1U;
  arma::vec scores(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) scores[i] = found[i].score;
  std::vector<bool> taken(truth.size(), false);
  for (const arma::uword index : surest_first(scores)) {
    const Detection& detection = found[index];
    if (detection.score < min_score) break;
    double same = 0;
    double other = 0;
    std::size_t best = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const double overlap = iou(detection.box, truth[i].box);
      if (truth[i].label != detection.label)
        other = std::max(other, overlap);
      else if (overlap > same) {
        same = overlap;
        best = i;
      }
    }
    // Name what is wrong with a detection.
    if (same > 0 && same >= threshold) {
      if (truth[best].difficult) continue;
      if (!taken[best])
        ++errors.correct;
      else
        ++errors.doubled;
      taken[best] = true;
    } else if (same >= background_overlap)
      ++errors.badly_placed;
    else if (other > 0 && other >= threshold)
      ++errors.confused;
    else
      ++errors.background;
  }
  errors.missed = errors.objects - errors.correct;
  return errors;
}

DetectionErrors detection_errors(std::span<const Detections> found,
                                 std::span<const Objects> truth, double min_score,
                                 double threshold) {
  if (found.size() != truth.size())
    throw Error("detections", fmt::format("of {} images", truth.size()),
                fmt::format("of {}", found.size()));
  DetectionErrors errors;
  for (std::size_t i = 0; i < found.size(); ++i)
    errors += detection_errors(found[i], truth[i], min_score, threshold);
  return errors;
}

}  // namespace dln
