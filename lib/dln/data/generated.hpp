/**
 * @file
 * Data sets that are drawn, not loaded: the same bits for the same seed on every machine.
 */
#pragma once

#include "dln/data/dataset.hpp"

namespace dln {

/**
 * Points in the plane on the three arms of a spiral, one class an arm: no straight line divides
 * them.
 *
 * The arm of class k runs from the origin to radius 1 while its angle turns by 4 radians from 4
 * k / 3 on, with Gaussian noise of 0.2 radians. Coordinates are rounded to multiples of 2^-16.
 * Source: Stanford's CS231n.
 * @param per_arm points an arm
 * @param random where the noise is drawn from
 * @return 3 * per_arm examples of 2 features
 */
template <typename T>
Dataset<T> spiral(std::size_t per_arm, Random random);

/**
 * *Glyph digits*: the ten digits as strokes of a pen, 28x28 grey pixels.
 *
 * Every image has its own slant, size, stretch, rotation of its strokes' ends, thickness,
 * place, ink and noise, and a stray mark; a linear classifier gets most of them right, and not
 * all.
 * @param examples how many images; the classes take turns
 * @param random where they are drawn from
 * @return the images, pixels multiples of 1/255 in 0 ... 1
 */
template <typename T>
Dataset<T> glyph_digits(std::size_t examples, Random random);

}  // namespace dln
