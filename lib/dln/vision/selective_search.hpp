/**
 * @file
 * Selective search: boxes in which there may be an object, of any class.
 */
#pragma once

#include <limits>

#include "dln/core/random.hpp"
#include "dln/vision/colour_space.hpp"
#include "dln/vision/grouping.hpp"

namespace dln {

/** One of the ways in which an image is searched. */
struct SearchStrategy {
  ColourSpace space = ColourSpace::hsv;        ///< in which colours are compared
  GraphSegmentationOptions segmentation = {};  ///< the regions to begin with
  Similarity similarity = {};                  ///< what is joined first
};

/** What is combined with what: every space with every scale and every similarity. */
struct SearchOptions {
  std::vector<ColourSpace> spaces = {ColourSpace::hsv, ColourSpace::lab};  ///< colours
  std::vector<double> scales = {50, 100};                          ///< of the segmentation, k
  std::vector<Similarity> similarities = {{}, {.colour = false}};  ///< of the grouping
  double sigma = 0.8;                                              ///< of the segmentation
  std::size_t min_size = 20;  ///< of the segmentation, in pixels
  double min_side = 4;        ///< boxes narrower or lower are left out, in pixels
  double max_side = std::numeric_limits<double>::infinity();  ///< wider or higher ones, too
};

/** All strategies of a search. */
std::vector<SearchStrategy> strategies_of(const SearchOptions& options);

/** A box in which there may be an object. */
struct Proposal {
  Box box;                   ///< around the region
  double rank = 0;           ///< the lower, the earlier it is looked at
  std::size_t strategy = 0;  ///< which of `strategies_of` found it first
  std::size_t region = 0;    ///< which of that strategy's `Hierarchy::regions` it is
};

/** What one strategy found. */
struct Search {
  RegionMap segmentation;  ///< the regions it began with
  Hierarchy hierarchy;     ///< and what became of them
};

/**
 * Follows all strategies, in the order of `strategies_of`. What they have in common is computed
 * once: colours for a space, regions for a space and a scale.
 * @param rgb (x, y, channel) in 0 ... 1
 * @throws Error if there are not three channels, or an option makes no sense
 */
std::vector<Search> searched(const arma::cube& rgb, const SearchOptions& options);

/**
 * The boxes of the regions that several searches found, each box once, by rank.
 *
 * The rank of the i-th region counted from the last one that was made, which is the whole
 * image, is i times a random number of 0 ... 1: large regions come first, though not all of
 * them before all others. A box found several times has the lowest of its ranks.
 *
 * Source: Uijlings and others, Selective Search for Object Recognition, 2013.
 * @param options which sizes of boxes are left out
 */
std::vector<Proposal> ranked(const std::vector<Search>& searches, const SearchOptions& options,
                             Random random);

/**
 * Searches an image by all strategies.
 * @param rgb (x, y, channel) in 0 ... 1
 * @throws Error if there are not three channels, or an option makes no sense
 */
std::vector<Proposal> selective_search(const arma::cube& rgb, const SearchOptions& options,
                                       Random random);

}  // namespace dln
