/**
 * @file
 * Changes of an image's colours that leave everything at its place.
 */
#pragma once

#include "dln/core/random.hpp"
#include "dln/data/image.hpp"

namespace dln {

/** Every pixel becomes the weighted mean of its 3x3 neighbourhood (1 2 1, both ways), so many
 * times. */
Image8 blurred(const Image8& image, std::size_t times);

/** Every number gets a random one added, about Gaussian (a sum of four uniform ones), of this
 * standard deviation. */
Image8 noisy(const Image8& image, double deviation, Random& random);

/** Every channel is multiplied by its factor and gets its offset added, one of each a channel,
 * and is cut to 0 ... 255.
 */
Image8 recoloured(const Image8& image, const std::vector<double>& factors,
                  const std::vector<double>& offsets);

/** Pixels become black in all channels, each with this probability. */
Image8 with_dropped_pixels(const Image8& image, double probability, Random& random);

}  // namespace dln
