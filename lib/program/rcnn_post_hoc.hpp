/**
 * @file
 * What R-CNN fits to codes afterwards, and how regions become detections by it.
 */
#pragma once

#include "dln/vision/detection.hpp"
#include "program/rcnn_codes.hpp"

namespace dln::program {

/** A linear classifier and a correction of the box for each class. */
struct PostHoc {
  arma::fmat weights;              ///< codes + 1 rows (the last is the bias), a class a column
  arma::fmat weights_at_first;     ///< before hard negatives
  std::vector<arma::mat> offsets;  ///< a class each: codes + 1 rows, four columns
  float scale = 1;  ///< codes are multiplied by it, so that their mean length is 1
};

/** Fits both to the codes of the training scenes' proposals. @throws Interrupted if somebody
 * asked to stop */
std::pair<PostHoc, Report> fit_post_hoc(const Scenes& scenes, const Proposals& proposals,
                                        const CodeNetwork& network, const RcnnPlan& plan,
                                        const Options& options);

/** What is used of all that was learnt. */
struct RcnnParts {
  bool machines = true;        ///< the support vector machines, or the network's own scores
  bool hard_negatives = true;  ///< of the machines
  bool regression = true;      ///< of boxes
};

/** The surest boxes of every class with their scores, before suppression. @param codes of the
 * proposals, as `codes_of` gives them @param proposals of the image */
Detections scored_boxes(const arma::fmat& codes, const Boxes& proposals, const Image8& image,
                        const CodeNetwork& network, const PostHoc& post_hoc,
                        const RcnnParts& parts);

}  // namespace dln::program
