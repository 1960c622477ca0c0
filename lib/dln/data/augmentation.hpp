/**
 * @file
 * Augmentation: training images changed at random in ways that do not change what they show.
 */
#pragma once

#include "dln/core/random.hpp"
#include "dln/data/warp.hpp"

namespace dln {

/** What may be done to an image. Nothing is, unless asked for. */
struct Augmentation {
  bool flip = false;     ///< left and right are exchanged, in half of the images
  double max_shift = 0;  ///< moved by up to this share of the width and of the height
  double max_turn = 0;   ///< turned about the middle by up to so many degrees, either way
  double max_scale = 1;  ///< enlarged about the middle by a factor between 1 / this and this,
                         ///< even on a log scale
  double min_crop = 1;   ///< a part is cut out, its sides at least this share of the whole, and
                         ///< stretched to the size
  double colour = 0;  ///< every channel times 1 plus or minus up to this, plus or minus up to
                      ///< 128 times this
  double max_noise = 0;      ///< noise of a standard deviation of up to this, in 1/255
  std::size_t max_blur = 0;  ///< blurred (see `blurred`) up to so many times
  double max_dropped = 0;    ///< up to this share of the pixels becomes black
};

/**
 * The random map of one image: flip, crop, scale, turn and shift, in this order. Each has a
 * random stream of its own, so that asking for one more changes nothing about the others.
 * @throws Error if a number makes no sense, naming it
 */
Affine random_map(const Augmentation& options, std::size_t height, std::size_t width,
                  const Random& random);

/**
 * A scene after a random map and random changes of colour. Boxes, instances and labels move
 * with the pixels; see `warped` for what becomes of objects that leave the image.
 * @throws Error as `random_map` does
 */
Scene augmented(const Scene& scene, const Augmentation& options, const Random& random);

/**
 * Every scene augmented, in parallel: the i-th by the i-th stream of `random`. Give every epoch
 * its own stream.
 * @throws Error as `random_map` does
 */
std::vector<Scene> augmented(std::span<const Scene> scenes, const Augmentation& options,
                             const Random& random);

/**
 * A batch of images augmented likewise, for classification.
 * @param images N x C x H x W, in 0 ... 1: before a mean is subtracted; they are rounded to
 * multiples of 1/255
 * @throws Error as `random_map` does
 */
template <typename T>
Tensor<T> augmented(const Tensor<T>& images, const Augmentation& options, const Random& random);

}  // namespace dln
