#include "dln/vision/suppression.hpp"

#include "dln/core/error.hpp"

namespace dln {
namespace {

/** Greedy suppression; `compete(i, j)` says whether box i may suppress box j at all. */
template <typename Compete>
arma::uvec greedy(std::span<const Box> boxes, const arma::vec& scores, double threshold,
                  std::size_t max_kept, const Compete& compete) {
  // Keep the surest box and drop those that cover the same.
  std::vector<arma::uword> kept;
  for (const arma::uword candidate : surest_first(scores)) {
    if (kept.size() == max_kept) break;
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](arma::uword surer) {
      return compete(surer, candidate) && iou(boxes[surer], boxes[candidate]) > threshold;
    });
    if (!covered) kept.push_back(candidate);
  }
  return arma::uvec(kept);
}

}  // namespace

arma::uvec surest_first(const arma::vec& scores) {
  if (scores.has_nan()) throw Error("scores", "numbers", "NaN");
  return arma::stable_sort_index(scores, "descend");
}

arma::uvec suppressed(std::span<const Box> boxes, const arma::vec& scores, double threshold,
                      std::size_t max_kept) {
  if (boxes.size() != scores.n_elem)
    throw Error("suppressed", std::to_string(boxes.size()) + " scores",
                std::to_string(scores.n_elem));
  return greedy(boxes, scores, threshold, max_kept,
                [](arma::uword, arma::uword) { return true; });
}

Detections suppressed(const Detections& detections, double threshold, std::size_t max_kept) {
  std::vector<Box> boxes;
  arma::vec scores(detections.size());
  for (std::size_t i = 0; i < detections.size(); ++i) {
    boxes.push_back(detections[i].box);
    scores[i] = detections[i].score;
  }
  const auto same_class = [&](arma::uword i, arma::uword j) {
    return detections[i].label == detections[j].label;
  };
  Detections result;
  for (const arma::uword index : greedy(boxes, scores, threshold, max_kept, same_class))
    result.push_back(detections[index]);
  return result;
}

}  // namespace dln
