/**
 * @file
 * Colours and textures for what is generated, in whole numbers only.
 */
#pragma once

#include <array>
#include <cstdint>

#include "dln/core/random.hpp"
#include "dln/data/image.hpp"

namespace dln {

/** Red, green and blue. */
using Colour = std::array<std::uint8_t, 3>;

/**
 * A random colour of any hue.
 * @param least_saturation 0 ... 255: 0 allows grey
 */
Colour random_colour(Random& random, std::uint8_t least_saturation);

/** How far two colours are apart: the sum of the differences of red, green and blue. */
int difference(const Colour& a, const Colour& b);

/** The colour at `weight` 256ths of the way from one to the other. */
Colour mixed(const Colour& from, const Colour& to, int weight);

/**
 * A pattern of grey values, 1 x height x width: clouds of three sizes, or stripes, squares or
 * dots bent by clouds.
 *
 * Source of the clouds: value noise (Perlin 1985): random numbers at the corners of a grid,
 * interpolated between them.
 */
Image8 random_pattern(std::size_t height, std::size_t width, Random& random);

/** A background, 3 x height x width: two colours mixed by a pattern, lighter on one side than
 * on the other. */
Image8 random_background(std::size_t height, std::size_t width, Random& random);

}  // namespace dln
