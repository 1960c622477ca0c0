/**
 * @file
 * What kinds of errors a detector makes.
 */
#pragma once

#include "dln/vision/detection.hpp"

namespace dln {

/** Detections and objects, counted by what became of them. */
struct DetectionErrors {
  std::size_t objects = 0;  ///< that count: not difficult
  std::size_t correct = 0;  ///< detections that found an object
  std::size_t doubled = 0;  ///< detections of an object that a surer one had found
  std::size_t badly_placed =
      0;  ///< detections whose IoU with an object of their class is 0.1 or more, but not enough
  std::size_t confused = 0;  ///< detections that overlap an object of another class well enough
  std::size_t background = 0;  ///< detections of nothing
  std::size_t missed = 0;      ///< objects that no detection found: objects - correct

  /** Adds the counts of more images. */
  DetectionErrors& operator+=(const DetectionErrors& more);
};

/** Below this IoU with every object, a detection is of background. */
constexpr double background_overlap = 0.1;

/**
 * Sorts the detections of at least a score, the surest first, as `precision_recall` does; a
 * detection of a difficult object is not counted. Of several reasons the first in the order of
 * the fields above holds.
 *
 * Source: Hoiem and others, Diagnosing error in object detectors, 2012.
 * @throws Error if a score is NaN
 */
DetectionErrors detection_errors(const Detections& found, const Objects& truth,
                                 double min_score, double threshold = 0.5);

/**
 * The same over all images. @throws Error if the numbers of images differ, or a score is NaN
 */
DetectionErrors detection_errors(std::span<const Detections> found,
                                 std::span<const Objects> truth, double min_score,
                                 double threshold = 0.5);

}  // namespace dln
