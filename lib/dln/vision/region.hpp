/**
 * @file
 * Regions of images, whose features are to have one size whatever theirs.
 */
#pragma once

#include <algorithm>
#include <vector>

#include "dln/core/shape.hpp"
#include "dln/vision/box.hpp"

namespace dln {

/** A region of one image of a batch: a proposal. */
struct Region {
  std::size_t image = 0;  ///< its number in the batch
  Box box;                ///< in that image's pixels
};

/** Places first ... last - 1 of a row or column of the features: none if the two are equal. */
struct CellRange {
  std::size_t first = 0;  ///< the first place
  std::size_t last = 0;   ///< the place behind the last
};

/**
 * The places of every cell along one side of a region, rounded to whole places: cell j of J has
 * those from floor(j n / J) to ceil((j + 1) n / J) - 1 of the region's n, as far as they exist.
 * @param low where the region begins, in pixels
 * @param high where it ends
 * @param stride a place is so many pixels long
 * @param count how many cells
 * @param places the features have along this side
 */
std::vector<CellRange> cells_along(double low, double high, double stride, std::size_t count,
                                   std::size_t places);

/** How regions are read off feature maps. */
struct RegionGrid {
  std::size_t height = 7;  ///< cells a region is divided into, from top to bottom
  std::size_t width = 7;   ///< and from left to right
  double stride = 1;  ///< a place of the features is so many pixels of the image wide and high

  /**
   * One example a region: R x C x height x width.
   * @throws Error if the grid has no cell, the stride is not positive, a region's image is not
   * one of the batch or its box is no box of numbers
   */
  [[nodiscard]] Shape output_shape(const std::string& layer, const std::vector<Region>& regions,
                                   const Shape& features) const;
};

}  // namespace dln
