/**
 * @file
 * Networks that give every pixel a class.
 */
#pragma once

#include "dln/core/random.hpp"
#include "dln/layers/sequential.hpp"

namespace dln {

/** A U-Net's sizes. */
struct UNetPlan {
  std::size_t classes = 2;         ///< scores a pixel
  std::size_t channels = 24;       ///< of the first level, doubled on each further one
  std::size_t levels = 3;          ///< how often the sides are halved
  std::size_t max_channels = 192;  ///< no level has more
  double dropout = 0;              ///< share dropped at the deepest level

  /** What an image's sides have to be a multiple of: 2 to the power of the levels. */
  [[nodiscard]] std::size_t multiple() const { return std::size_t{1} << levels; }
};

/**
 * Adds a U-Net's layers: two convolutions a level, each with batch normalization and ReLU; down
 * by max pooling; up by a 1x1 convolution and bilinear up-sampling; and what a level had
 * before it was pooled put beside what comes up to it.
 *
 * Source: Ronneberger, Fischer and Brox 2015; chapter 20.
 */
void build_unet(Sequential<float>& network, const UNetPlan& plan, const Random& random);

/** How an FCN gets from its coarse scores to pixels. */
struct FcnPlan {
  std::size_t classes = 2;  ///< scores a pixel
  std::vector<std::size_t> channels = {8, 16, 24, 32,
                                       32};  ///< of the levels, each ending in a pool
  std::size_t skips = 2;       ///< from so many of the pools before the last scores are added
  bool bilinear_start = true;  ///< of the transposed convolutions; else random
  std::size_t dilated = 0;     ///< of the last levels, so many dilate instead of pooling

  /** What an image's sides have to be a multiple of. */
  [[nodiscard]] std::size_t multiple() const {
    return std::size_t{1} << (channels.size() - dilated);
  }
};

/**
 * Adds an FCN's layers: levels of two convolutions, scores from the last of them, and from as
 * many pools before it as there are skips; each sum is enlarged twofold and the next scores
 * added to it, the last one enlarged to the image. With five levels and none, one or two skips:
 * FCN-32, FCN-16, FCN-8.
 *
 * Source: Long, Shelhamer and Darrell 2015; Yu and Koltun 2016 for dilation; chapter 20.
 */
void build_fcn(Sequential<float>& network, const FcnPlan& plan, const Random& random);

}  // namespace dln
