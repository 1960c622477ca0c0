#include "dln/vision/average_precision.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/vision/suppression.hpp"

namespace dln {
namespace {

void require_one_an_image(std::size_t found, std::size_t truth) {
  if (found != truth)
    throw Error("detections", fmt::format("of {} images", truth), fmt::format("of {}", found));
}

/** A detection of the class in question, and where it was. */
struct Candidate {
  std::size_t image;
  std::size_t number;  // in its image's list
  const Detection* detection;
};

/** The object of its class that a detection overlaps most, of equal ones the first; nothing if
 * it meets none. */
struct Best {
  std::size_t object = 0;
  double overlap = 0;
};

Best best_object(const Candidate& candidate, const Objects& objects, const Overlap& overlap) {
  Best best;
  const Detection& detection = *candidate.detection;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].label != detection.label) continue;
    const double covered = overlap ? overlap(candidate.image, candidate.number, i)
                                   : iou(detection.box, objects[i].box);
    if (covered > best.overlap) best = {i, covered};
  }
  return best;
}

std::vector<Candidate> surest_first_of(std::span<const Detections> found, std::size_t label) {
  std::vector<Candidate> candidates;
  std::vector<double> scores;
  for (std::size_t image = 0; image < found.size(); ++image)
    for (std::size_t number = 0; number < found[image].size(); ++number) {
      const Detection& detection = found[image][number];
      if (detection.label != label) continue;
      candidates.push_back({image, number, &detection});
      scores.push_back(detection.score);
    }
  std::vector<Candidate> ordered;
  for (const arma::uword index : surest_first(arma::vec(scores)))
    ordered.push_back(candidates[index]);
  return ordered;
}

}  // namespace

arma::vec PrecisionRecall::precision() const {
  if (correct.is_empty()) return {};  // from 1 to 0, a regspace has two numbers
  return arma::conv_to<arma::vec>::from(correct) /
         arma::regspace(1, static_cast<double>(correct.n_elem));
}

arma::vec PrecisionRecall::recall() const {
  if (objects == 0) throw Error("recall", "at least an object", "none");
  return arma::conv_to<arma::vec>::from(correct) / static_cast<double>(objects);
}

PrecisionRecall precision_recall(std::span<const Detections> found,
                                 std::span<const Objects> truth, std::size_t label,
                                 double threshold, const Overlap& overlap) {
  require_one_an_image(found.size(), truth.size());
  PrecisionRecall curve;
  for (const Objects& objects : truth)
    for (const SceneObject& object : objects)
      curve.objects += object.label == label && !object.difficult ? 1U : 0U;
  std::vector<std::vector<bool>> taken;
  for (const Objects& objects : truth) taken.emplace_back(objects.size(), false);
  std::vector<arma::uword> correct;
  std::vector<double> scores;
  arma::uword so_far = 0;
  // Take in detections from the surest down.
  for (const Candidate& candidate : surest_first_of(found, label)) {
    const std::size_t image = candidate.image;
    const Best best = best_object(candidate, truth[image], overlap);
    const bool meets = best.overlap > 0 && best.overlap >= threshold;
    if (meets && truth[image][best.object].difficult) continue;
    if (meets && !taken[image][best.object]) {
      taken[image][best.object] = true;
      ++so_far;
    }
    correct.push_back(so_far);
    scores.push_back(candidate.detection->score);
  }
  curve.correct = arma::uvec(correct);
  curve.scores = arma::vec(scores);
  return curve;
}

double average_precision(const PrecisionRecall& curve, Interpolation interpolation) {
  if (curve.objects == 0) throw Error("average precision", "at least an object", "none");
  if (curve.correct.is_empty()) return 0;
  // Raise each precision to the best at its recall or above.
  arma::vec envelope = curve.precision();
  for (arma::uword i = envelope.n_elem - 1; i > 0; --i)
    envelope[i - 1] = std::max(envelope[i - 1], envelope[i]);
  if (interpolation == Interpolation::eleven_points) {
    double sum = 0;
    for (std::size_t tenth = 0; tenth <= 10;
         ++tenth) {  // in whole numbers: 3 of 10 objects are a recall of 0.3
      const arma::uvec reached = arma::find(10 * curve.correct >= tenth * curve.objects, 1);
      if (!reached.is_empty()) sum += envelope[reached[0]];
    }
    return sum / 11;
  }
  // Add up precision over the steps of recall.
  double sum = 0;
  for (arma::uword i = 0; i < envelope.n_elem; ++i)
    if (curve.correct[i] > (i == 0 ? 0 : curve.correct[i - 1])) sum += envelope[i];
  return sum / static_cast<double>(curve.objects);
}

MeanAveragePrecision mean_average_precision(std::span<const Detections> found,
                                            std::span<const Objects> truth, std::size_t classes,
                                            double threshold, Interpolation interpolation,
                                            const Overlap& overlap) {
  const auto require_label = [&](std::size_t label) {
    if (label >= classes)
      throw Error("label", fmt::format("below {}", classes), std::to_string(label));
  };
  for (const Detections& detections : found)
    for (const Detection& detection : detections) require_label(detection.label);
  for (const Objects& objects : truth)
    for (const SceneObject& object : objects) require_label(object.label);
  MeanAveragePrecision result{arma::vec(classes).fill(arma::datum::nan), arma::uvec(classes),
                              0};
  for (std::size_t label = 0; label < classes; ++label) {
    const PrecisionRecall curve = precision_recall(found, truth, label, threshold, overlap);
    result.objects[label] = curve.objects;
    if (curve.objects > 0) result.classes[label] = average_precision(curve, interpolation);
  }
  const arma::uvec present = arma::find(result.objects);
  if (present.is_empty()) throw Error("mean average precision", "at least an object", "none");
  result.mean = arma::mean(result.classes(present));
  return result;
}

MeanAveragePrecision mean_average_precision_50_95(std::span<const Detections> found,
                                                  std::span<const Objects> truth,
                                                  std::size_t classes, const Overlap& overlap) {
  constexpr std::size_t thresholds = 10;
  MeanAveragePrecision result =
      mean_average_precision(found, truth, classes, 0.5, Interpolation::all_points, overlap);
  for (std::size_t i = 1; i < thresholds; ++i) {
    const double threshold = static_cast<double>(50 + 5 * i) / 100;
    const MeanAveragePrecision stricter = mean_average_precision(
        found, truth, classes, threshold, Interpolation::all_points, overlap);
    result.classes += stricter.classes;
    result.mean += stricter.mean;
  }
  result.classes /= thresholds;
  result.mean /= thresholds;
  return result;
}

}  // namespace dln
