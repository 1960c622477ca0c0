/**
 * @file
 * Non-maximum suppression: of boxes that cover the same object, the surest stays.
 */
#pragma once

#include <limits>

#include "dln/vision/detection.hpp"

namespace dln {

/**
 * Greedy non-maximum suppression: the box of the highest score is kept, all whose IoU with it
 * is above the threshold are dropped, and so on with the rest. Of equal scores the lower index
 * comes first. An IoU *equal* to the threshold stays.
 * @param scores one a box
 * @param max_kept at most so many
 * @return the indices of what is kept, the surest first
 * @throws Error if the numbers of boxes and scores differ, or a score is NaN
 */
arma::uvec suppressed(std::span<const Box> boxes, const arma::vec& scores, double threshold,
                      std::size_t max_kept = std::numeric_limits<std::size_t>::max());

/**
 * The same for each class alone: a box never suppresses one of another class. What is kept
 * comes back with the surest first, of equal scores in the given order.
 * @throws Error if a score is NaN
 */
Detections suppressed(const Detections& detections, double threshold,
                      std::size_t max_kept = std::numeric_limits<std::size_t>::max());

/** The order of scores from high to low, of equal ones the lower index first. @throws Error if
 * one is NaN */
arma::uvec surest_first(const arma::vec& scores);

}  // namespace dln
