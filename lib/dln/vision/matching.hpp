/**
 * @file
 * Which object a box (a proposal, an anchor) is to learn, and which boxes are drawn for a
 * batch.
 */
#pragma once

#include <limits>

#include "dln/core/random.hpp"
#include "dln/vision/box.hpp"

namespace dln {

/** A box that is to learn background. */
constexpr arma::uword matched_background = std::numeric_limits<arma::uword>::max();
/** A box that is neither good nor bad enough to learn anything from. */
constexpr arma::uword matched_ignored = matched_background - 1;

/** When a box learns an object. */
struct MatchRules {
  double object = 0.5;  ///< an IoU of at least this with an object: it learns that object
  double background =
      0.5;  ///< below this with all objects: it learns background; in between it is ignored
  double min_background = 0;  ///< and at least this (Fast R-CNN's 0.1); below it is ignored too
  bool best_for_each = false;  ///< every object's best boxes learn objects too, however small
                               ///< their IoU (above 0)
};

/** What each box learns. */
struct Matching {
  arma::uvec object;  ///< of each box: an object's index, or `matched_background`, or
                      ///< `matched_ignored`
  arma::vec overlap;  ///< of each box: its largest IoU with any object, 0 without objects
};

/**
 * Matches boxes to objects.
 *
 * Ties: a box learns the object it overlaps most, of equal ones the first. With
 * `best_for_each`, the boxes of an object's largest IoU are all taken, if several have it; each
 * then learns the object that *it* overlaps most, which may be another. Example, two objects
 * and the IoUs of three boxes with them:
 *
 * | box | object 0 | object 1 | thresholds 0.7 and 0.3 | and best for each |
 * | --- | --- | --- | --- | --- |
 * | 0 | 0.8 | 0.8 | learns 0 | learns 0 |
 * | 1 | 0.5 | 0.1 | ignored | ignored |
 * | 2 | 0.0 | 0.2 | background | background: box 0 is better for object 1 |
 *
 * Source: Ren and others, Faster R-CNN, 2015; ties as in torchvision.
 * @param overlaps of boxes (rows) with objects (columns); no columns: all boxes are background
 * @throws Error if `background` is above `object`
 */
Matching matched(const arma::mat& overlaps, const MatchRules& rules);

/** Boxes drawn for one image of a batch. */
struct Sample {
  arma::uvec objects;     ///< indices of boxes that learn an object, in ascending order
  arma::uvec background;  ///< indices of boxes that learn background, in ascending order
};

/**
 * Draws boxes without replacement: at most `object_share` of `count` that learn objects, then
 * background until there are `count` or no more of it. Ignored boxes are never drawn. Fewer
 * objects make place for more background.
 * @throws Error if the share is not in 0 ... 1
 */
Sample sampled(const Matching& matching, std::size_t count, double object_share, Random random);

}  // namespace dln
