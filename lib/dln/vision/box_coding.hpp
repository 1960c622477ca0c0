/**
 * @file
 * A box told as four numbers relative to another: what box regression learns.
 */
#pragma once

#include <array>
#include <cmath>

#include "dln/vision/box.hpp"

namespace dln {

/** Four offsets: of the centre in x and y, and of the logarithms of width and height. */
using BoxOffsets = std::array<double, 4>;

/**
 * How boxes are coded: with a reference (proposal, anchor) of centre (x_r, y_r) and size w_r x
 * h_r, a box of centre (x, y) and size w x h is \f[ t = \Big(w_0 \frac{x - x_r}{w_r},\; w_1
 * \frac{y - y_r}{h_r},\; w_2 \log\frac{w}{w_r},\; w_3 \log\frac{h}{h_r}\Big). \f]
 *
 * Source: Girshick and others, Rich feature hierarchies, 2014; the weights: Fast R-CNN's code,
 * which divides by standard deviations of 0.1, 0.1, 0.2, 0.2.
 */
struct BoxCoding {
  std::array<double, 4> weights = {
      1, 1, 1, 1};  ///< make the four equally large; (10, 10, 5, 5) is common
  double max_log =
      std::log(1000.0 / 16);  ///< decoding enlarges a side by at most e to this: no overflow
};

/** The offsets t of a box from a reference. @throws Error if either has no area: a logarithm
 * would be infinite */
BoxOffsets encoded(const Box& box, const Box& reference, const BoxCoding& coding = {});

/** The box that has these offsets from a reference; inverse of `encoded` up to `max_log`. */
Box decoded(const BoxOffsets& offsets, const Box& reference, const BoxCoding& coding = {});

}  // namespace dln
