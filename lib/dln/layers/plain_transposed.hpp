/**
 * @file
 * The transposed convolution in four steps that can be looked at, to be read beside the layer.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/core/tensor.hpp"

namespace dln::plain {

/** Puts stride - 1 rows and columns of zeros between pixels: P becomes (P - 1) stride + 1. */
template <typename T>
Tensor<T> spread(const Tensor<T>& x, std::size_t stride_height, std::size_t stride_width);

/** Rows and columns of zeros around an image; negative ones are cut away. */
struct Margins {
  std::ptrdiff_t top;     ///< rows above, in pixels
  std::ptrdiff_t bottom;  ///< rows below
  std::ptrdiff_t left;    ///< columns to the left
  std::ptrdiff_t right;   ///< columns to the right
};

/** Adds margins to every image. @return N x C x (H + top + bottom) x (W + left + right) */
template <typename T>
Tensor<T> pad(const Tensor<T>& x, const Margins& margins);

/**
 * Turns every filter by half a turn, and exchanges the channels in and out of every group.
 * @param weight K x C/groups x R x S
 * @param groups into which channels and filters are divided
 * @return C x K/groups x R x S
 */
template <typename T>
Tensor<T> turn(const Tensor<T>& weight, std::size_t groups);

/**
 * A transposed convolution as a convolution of stride 1: spread, pad, turn, convolve.
 * @param g the convolution turned round, with the height and width of the output
 * @param x N x K x P x Q
 * @param weight K x C/groups x R x S
 * @return N x C x H x W
 */
template <typename T>
Tensor<T> transposed_convolution(const conv::Geometry& g, const Tensor<T>& x,
                                 const Tensor<T>& weight);

}  // namespace dln::plain
