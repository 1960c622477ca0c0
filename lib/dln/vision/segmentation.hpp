/**
 * @file
 * Segmentation: an image divided into regions of similar colour.
 */
#pragma once

#include <armadillo>

namespace dln {

/** An image divided into regions. */
struct RegionMap {
  arma::umat labels;  ///< (x, y): the region of each pixel, 0 ... count - 1, numbered as they
                      ///< first occur in memory
  std::size_t count = 0;  ///< how many regions
};

/** How coarse the regions become. */
struct GraphSegmentationOptions {
  double scale =
      100;  ///< k, for colours of 0 ... 255 as the paper has them: larger gives larger regions
  double sigma = 0.8;         ///< of the smoothing before, in pixels
  std::size_t min_size = 20;  ///< smaller regions are joined to a neighbour, in pixels
};

/**
 * Efficient graph-based segmentation.
 *
 * Pixels are joined to their eight neighbours by edges, whose weight w is the distance of the
 * two colours. Edges are visited from the lightest to the heaviest. The regions A and B at an
 * edge's two ends are joined if it is not heavier than what is usual within both:
 *
 *     w <= min(Int(A) + k / |A|, Int(B) + k / |B|),
 *
 * where Int, the internal difference, is the heaviest edge by which a region was joined, and
 * |A| the number of its pixels: so small regions need less evidence for being joined.
 *
 * Source: Felzenszwalb and Huttenlocher, Efficient Graph-Based Image Segmentation, 2004.
 * @param image (x, y, channel) in 0 ... 1, of any number of channels
 * @throws Error if the image is empty, or scale or sigma is below 0 or not a number
 */
RegionMap segmented(const arma::cube& image, const GraphSegmentationOptions& options);

}  // namespace dln
