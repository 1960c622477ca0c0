/**
 * @file
 * Masks as run lengths: the pixels of an object in a few numbers.
 */
#pragma once

#include <cstdint>
#include <vector>

#include "dln/data/image.hpp"

namespace dln {

/**
 * A mask as the lengths of its runs, row by row: how many pixels are out, then how many are in,
 * then out, and so on. The first may be 0, no other is. A mask of an object takes two numbers a
 * row instead of a number a pixel, and two masks are compared run by run.
 *
 * Source: the COCO annotations, which count down the columns instead.
 */
struct RunLengths {
  std::size_t height = 0;           ///< of the image, in pixels
  std::size_t width = 0;            ///< of the image, in pixels
  std::vector<std::uint32_t> runs;  ///< they add up to height * width

  /** How many pixels are in. */
  [[nodiscard]] std::size_t area() const;
};

/** The runs of a mask: what is not 0 is in. @throws Error if it has not one channel */
RunLengths encoded(const Image8& mask);

/** The mask of runs, 1 x H x W: 1 or 0. @throws Error if they do not add up to its pixels */
Image8 decoded(const RunLengths& mask);

/** How many pixels are in both. @throws Error if their sizes differ */
std::size_t intersection(const RunLengths& a, const RunLengths& b);

/** Intersection over union of two masks, 0 if both are empty. @throws Error if their sizes
 * differ */
double mask_iou(const RunLengths& a, const RunLengths& b);

}  // namespace dln
