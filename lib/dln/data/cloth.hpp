/**
 * @file
 * Patches of woven cloth: a data set of textures.
 */
#pragma once

#include "dln/data/dataset.hpp"

namespace dln {

/**
 * *Cloth*: patches of eight weaves, 20 x 20 grey pixels: stripes along, across and on both
 * diagonals, checks, dots, rings, and plain.
 *
 * Every patch has its own period, place, two greys, light from one side, noise and a stain. A
 * class is in the texture, wherever in the patch: not in any pixel's place, as with digits.
 * Turning or mirroring a patch can make another class of it.
 * @param examples how many patches; the classes take turns
 * @param random where they are drawn from
 * @return the images, pixels multiples of 1/255 in 0 ... 1
 */
template <typename T>
Dataset<T> cloth(std::size_t examples, Random random);

}  // namespace dln
