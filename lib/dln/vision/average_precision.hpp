/**
 * @file
 * Average precision: one number for how well objects were found, of detections of all scores.
 */
#pragma once

#include <string>

#include "dln/vision/detection.hpp"

namespace dln {

/** How much the i-th detection of an image covers its k-th object, 0 ... 1: the IoU of masks,
 * say. An empty one stands for the IoU of boxes. */
using Overlap =
    std::function<double(std::size_t image, std::size_t detection, std::size_t object)>;

/** How the curve of precision by recall becomes one number. */
enum class Interpolation {
  all_points,    ///< the area under its envelope (VOC from 2010 on)
  eleven_points  ///< the mean of the envelope at recalls 0, 0.1, ..., 1 (VOC until 2009)
};

/** Precision and recall as the detections of a class are taken in, the surest first. */
struct PrecisionRecall {
  std::size_t objects = 0;  ///< of the class, difficult ones not counted
  arma::uvec correct;       ///< after each counted detection: how many so far found an object
  arma::vec scores;         ///< of each counted detection, from high to low

  /** correct / (detections so far). */
  [[nodiscard]] arma::vec precision() const;
  /** correct / objects. @throws Error without objects */
  [[nodiscard]] arma::vec recall() const;
};

/**
 * Takes in the detections of one class in all images.
 *
 * From the highest score down (of equal ones the earlier image first, then the earlier in it),
 * a detection belongs to the object of its class, difficult or not, that it overlaps most, of
 * equal ones the first. It is *correct* if that IoU is at least the threshold and the object is
 * not found yet. It is *not counted* if that object is difficult. Else it is a *false
 * positive*: every second detection of an object, and every detection in an image without
 * objects.
 *
 * Source: the PASCAL VOC development kit, `VOCevaldet.m`.
 * @param found all detections, an image each
 * @param truth all objects, an image each
 * @param overlap of what, if not of boxes
 * @throws Error if the numbers of images differ, or a score is NaN
 */
PrecisionRecall precision_recall(std::span<const Detections> found,
                                 std::span<const Objects> truth, std::size_t label,
                                 double threshold = 0.5, const Overlap& overlap = {});

/**
 * Average precision, 0 ... 1; its envelope at recall r is the highest precision at r or above.
 * 0 without detections.
 * @throws Error without objects: there is nothing to find, so there is no such number
 */
double average_precision(const PrecisionRecall& curve,
                         Interpolation interpolation = Interpolation::all_points);

/** Average precision of each class. */
struct MeanAveragePrecision {
  arma::vec classes;   ///< AP a class; NaN for a class without objects
  arma::uvec objects;  ///< objects a class, difficult ones not counted
  double mean = 0;     ///< mAP: the mean over classes that have objects
};

/**
 * AP of every class at one IoU threshold, and their mean.
 * @throws Error if the numbers of images differ, a label is not below `classes`, a score is
 * NaN, or there is no object
 */
MeanAveragePrecision mean_average_precision(
    std::span<const Detections> found, std::span<const Objects> truth, std::size_t classes,
    double threshold = 0.5, Interpolation interpolation = Interpolation::all_points,
    const Overlap& overlap = {});

/**
 * The same averaged over the thresholds 0.5, 0.55, ..., 0.95, which rewards exact boxes (COCO's
 * idea; COCO itself reads the envelope at 101 recalls, which differs in the third digit).
 * @throws Error as above
 */
MeanAveragePrecision mean_average_precision_50_95(std::span<const Detections> found,
                                                  std::span<const Objects> truth,
                                                  std::size_t classes,
                                                  const Overlap& overlap = {});

}  // namespace dln
