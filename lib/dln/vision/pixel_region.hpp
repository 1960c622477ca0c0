/**
 * @file
 * Regions of an image, and how well two of them belong together.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/vision/box.hpp"
#include "dln/vision/segmentation.hpp"

namespace dln {

/** A region as a set of pixels: the numbers by which it is compared with others. */
struct PixelRegion {
  Box box;          ///< around its pixels
  double size = 0;  ///< how many pixels
  arma::vec
      colour;  ///< the shares of its pixels in 25 bins for each channel; the sum of all is 1
  arma::vec texture;  ///< of its gradients in 10 bins for each channel and each of 8
                      ///< directions; the sum is 1
};

/** By what two regions are compared. */
struct Similarity {
  bool colour = true;   ///< what their histograms of colours have in common
  bool texture = true;  ///< what their histograms of gradients have in common
  bool size = true;  ///< small regions are joined first, so that none swallows its surroundings
                     ///< one by one
  bool fill =
      true;  ///< regions that fill their common box are joined first, so that holes are closed
};

/** As in tables, by first letters: `C+T+S+F`. */
std::string to_string(const Similarity& similarity);

/**
 * The regions of a segmentation, in its order.
 * @param image (x, y, channel) in 0 ... 1, in the colours to be compared
 * @throws Error if the sizes differ
 */
std::vector<PixelRegion> regions_of(const arma::cube& image, const RegionMap& segmentation);

/**
 * Two regions as one: its histograms are the means of theirs by their sizes, so no pixel is
 * visited again.
 */
PixelRegion joined(const PixelRegion& a, const PixelRegion& b);

/**
 * How well two regions belong together: the sum of up to four numbers of 0 ... 1.
 *
 *     colour, texture   sum_i min(a_i, b_i)
 *     size              1 - (|a| + |b|) / |image|
 *     fill              1 - (|box around both| - |a| - |b|) / |image|
 *
 * Source: Uijlings and others, Selective Search for Object Recognition, 2013.
 * @param image_size in pixels
 */
double similarity(const PixelRegion& a, const PixelRegion& b, double image_size,
                  const Similarity& by);

}  // namespace dln
