/**
 * @file
 * A 1 x 1 convolution with stride one and no padding is a matrix product, image by image: Y = W X. The pixels of a
 * channel are neighbours already, so they can be the vector lanes, and neither images nor weights change layout.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::pointwise {

/**
 * Whether the kernel is one pixel, the stride one, and nothing is padded.
 * @param g the convolution
 * @return true if it can
 */
bool applicable(const Geometry& g);

/**
 * naive::forward, and with pass backward_data naive::backward_data, where W^T takes the place of W.
 * @param g the convolution
 * @param pass forward, backward_data or backward_weights
 * @param batch N, how many images
 * @param x N x C x H x W, or dy
 * @param weight K x C/groups
 * @param bias K, or null
 * @param y N x K x P x Q, or dx
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void multiply_images(const Geometry& g, Pass pass, std::size_t batch, const T* x /* N x C x H x W, or dy */,
                     const T* weight /* K x C/groups */, const T* bias /* K, or null */,
                     T* y /* N x K x P x Q, or dx */, Workspace<T>& workspace);

/**
 * Elements of scratch that a call with this many threads reserves.
 * @param g the convolution
 * @param pass forward, backward_data or backward_weights
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, Pass pass, std::size_t threads);

}  // namespace dln::conv::pointwise
