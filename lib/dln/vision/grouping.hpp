/**
 * @file
 * Hierarchical grouping: the two neighbouring regions that belong together best become one,
 * again and again.
 */
#pragma once

#include "dln/vision/pixel_region.hpp"

namespace dln {

/** Two regions that became one. */
struct Merge {
  std::size_t a = 0;      ///< the one, an index into `Hierarchy::regions`
  std::size_t b = 0;      ///< the other
  double similarity = 0;  ///< how well they belonged together
};

/** Regions at all scales: those of a segmentation, then one a merge, the last of which is the
 * whole image. */
struct Hierarchy {
  std::vector<PixelRegion> regions;  ///< `regions[count + i]` is what `merges[i]` made
  std::vector<Merge>
      merges;  ///< from the first to the last; one less than the segmentation's regions
};

/** The pairs of regions that touch, each once, a below b: pixels touch their eight neighbours.
 */
std::vector<std::pair<std::size_t, std::size_t>> touching(const RegionMap& segmentation);

/**
 * Groups the regions of a segmentation until one is left.
 *
 * All touching pairs wait in a heap, the most similar on top (of equal ones, the pair of lower
 * numbers). The top pair is joined; its pairs with others become pairs of the new region. Old
 * pairs stay in the heap until they come to its top, where they are thrown away, as one of
 * their regions is gone.
 * @param first the regions of the segmentation, as `regions_of` gives them
 */
Hierarchy grouped(const std::vector<PixelRegion>& first, const RegionMap& segmentation,
                  const Similarity& by);

/** The segmentation after so many of a hierarchy's merges. @throws Error if there are not as
 * many */
RegionMap after_merges(const RegionMap& segmentation, const Hierarchy& hierarchy,
                       std::size_t merges);

/** Which pixels are in a region of a hierarchy: (x, y), 1 or 0. @throws Error if there is no
 * such region */
arma::umat pixels_of(const RegionMap& segmentation, const Hierarchy& hierarchy,
                     std::size_t region);

}  // namespace dln
