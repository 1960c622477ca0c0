/**
 * @file
 * How much of the image one output of a network can see.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/** What the outputs of a network see of its input, on one axis and without borders. */
struct Sight {
  std::size_t field = 1;   ///< pixels that one output sees: the receptive field
  std::size_t stride = 1;  ///< pixels from where it looks to where its neighbour does
};

/**
 * The receptive field of a network's last convolution or pooling layer, from the top row down.
 *
 * A layer with a kernel of k pixels, d apart, adds (k - 1) d times the stride before it, and
 * multiplies the stride by its own. Of branches the one that sees most counts. Layers that mix
 * all pixels (dense, global pooling) are not counted: what comes after them sees the whole
 * image.
 *
 * Source: chapter 08; chapter 13, where the networks' fields are compared.
 */
template <typename T>
Sight receptive_field(const Layer<T>& network);

}  // namespace dln
