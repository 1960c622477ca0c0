/**
 * @file
 * Anchors: the same boxes at every place of a feature map.
 */
#pragma once

#include <vector>

#include "dln/vision/box.hpp"

namespace dln {

/** The anchors of one place, around (0, 0). */
struct AnchorShapes {
  std::vector<double> sizes;   ///< square roots of areas, in the image's pixels
  std::vector<double> ratios;  ///< height by width
};

/** All sizes in all ratios, around (0, 0): for each size all ratios. @throws Error if there is
 * none, or one is not positive */
std::vector<Box> anchors_of_a_place(const AnchorShapes& shapes);

/**
 * Anchors of all places of a map of height x width places, a place every `stride` pixels of the
 * image, centred in the middle of its square: place (x, y) at ((x + 0.5) stride, (y + 0.5)
 * stride).
 *
 * The one order, of anchors, features and labels: anchor a at place (x, y) is number (a *
 * height + y) * width + x, which is the memory order of an A x H x W tensor. So the scores of a
 * head with A channels are one a box as they stand; and of a head with 4 A channels,
 * `arma::mat(memory, A * H * W, 4)` has a box a row, if channel k * A + a is offset k of anchor
 * a.
 * @return A * height * width boxes, not clipped
 * @throws Error as above, or if the stride is not positive
 */
std::vector<Box> anchor_grid(const AnchorShapes& shapes, std::size_t height, std::size_t width,
                             double stride);

}  // namespace dln
