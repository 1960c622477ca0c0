/**
 * @file
 * Filters that interpolate.
 */
#pragma once

#include "dln/initializers/initializers.hpp"

namespace dln {

/**
 * What makes a transposed convolution start as bilinear up-sampling: a pyramid in every filter.
 *
 * The filter of channel k writes to channel k alone (of its group, if there are several), with
 * the weights (1 - |r - middle| / factor)(1 - |s - middle| / factor), where the middle of R
 * pixels is (R - 1) / 2 and the factor, the stride to use, is R / 2 rounded up. Kernels of
 * twice the stride, or one less, are usual: 4 and 2.
 *
 * @return the initializer; it throws Error if the kernel is not square, or if the channels in
 * are not as many as those out
 *
 * Source: Long, Shelhamer and Darrell 2015, Fully Convolutional Networks.
 */
template <typename T>
Initializer<T> bilinear();

}  // namespace dln
