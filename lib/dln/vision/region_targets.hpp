/**
 * @file
 * What proposals are to learn, and what a network's answers about them mean.
 */
#pragma once

#include <span>

#include "dln/core/tensor.hpp"
#include "dln/losses/weighted_numbers.hpp"
#include "dln/vision/box_coding.hpp"
#include "dln/vision/detection.hpp"
#include "dln/vision/matching.hpp"
#include "dln/vision/region.hpp"

namespace dln {

/** How proposals become examples, and answers become detections. */
struct RegionRules {
  MatchRules match = {};                ///< which proposal learns an object
  std::size_t sample = 32;              ///< proposals an image in a batch
  double object_share = 0.4;            ///< at most this share of them learns objects
  BoxCoding coding = {{10, 10, 5, 5}};  ///< of the offsets
  double min_score = 0.02;              ///< less likely answers are no detections
  double suppression = 0.4;             ///< IoU above which the less sure one is dropped
  std::size_t max_detections = 50;      ///< an image keeps at most so many
};

/** Proposals of a batch, and what they are to learn. */
template <typename T>
struct RegionTargets {
  std::vector<Region> regions;  ///< R
  arma::uvec classes;           ///< R: an object's class, or `classes` for background
  WeightedNumbers<T> offsets;   ///< R x 4 classes: only those of a region's own class have a
                                ///< weight, background has none
  arma::uvec objects =
      {};  ///< R: which of its image's objects it learns, or `matched_background`
};

/**
 * Draws proposals of every image, objects and background in the rules' shares.
 * @param proposals of every image; the objects' own boxes are added to them, so that there is
 * always something to learn
 * @param objects of every image
 * @param classes how many classes of objects there are
 * @throws Error if the numbers of images differ
 */
template <typename T>
RegionTargets<T> region_targets(const std::vector<std::vector<Box>>& proposals,
                                const std::vector<Objects>& objects, std::size_t classes,
                                const RegionRules& rules, const Random& random);

/**
 * Detections from a network's answers: the softmax of each region's scores, and for every class
 * that is likely enough the region moved by that class's offsets; then suppression class by
 * class.
 * @param regions R of them
 * @param images how many images they come from
 * @param scores R x (classes + 1), the last one background's
 * @param offsets R x 4 classes, four numbers a class
 * @param height of the images, at which boxes are clipped @param width likewise
 * @return a list an image
 * @throws Error if the shapes do not fit
 */
template <typename T>
std::vector<Detections> region_detections(const std::vector<Region>& regions,
                                          std::size_t images, const Tensor<T>& scores,
                                          const Tensor<T>& offsets, std::size_t height,
                                          std::size_t width, const RegionRules& rules);

}  // namespace dln
