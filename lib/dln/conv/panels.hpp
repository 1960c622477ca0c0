/**
 * @file
 * im2col, a panel at a time: the columns of some 64 neighbouring outputs are laid out in the first cache and multiplied
 * by all filters before the next. The pixels are the vector lanes, so outputs are written where they belong, and
 * neither images nor weights change layout. Best for a 1 x 1 kernel, whose columns are the image itself, and for few
 * channels.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::panels {

/**
 * Whether panels are the better way to multiply: the kernel is one pixel, or few channels are read or written.
 * @param g the convolution
 * @param pass forward or backward_data
 * @return true if so
 */
bool suitable(const Geometry& g, Pass pass);

/**
 * Brings the weights into the order of the panels' rows, phase by phase.
 * @param g the convolution
 * @param pass forward or backward_data
 * @param weight K x C/groups x R x S
 * @param ready as many elements
 */
template <typename T>
void transform_weights(const Geometry& g, Pass pass, const T* weight /* K x C/groups x R x S */, T* ready);

/**
 * naive::forward, or with pass backward_data naive::backward_data.
 * @param g the convolution
 * @param pass forward or backward_data
 * @param batch N, how many images
 * @param x N x C x H x W, or dy
 * @param ready weights that were transformed for the pass
 * @param bias K, or null
 * @param y N x K x P x Q, or dx
 * @param memory as much as workspace_size tells
 * @param threads how many share the work
 */
template <typename T>
void multiply_images(const Geometry& g, Pass pass, std::size_t batch, const T* x /* N x C x H x W, or dy */,
                     const T* ready, const T* bias /* K, or null */, T* y /* N x K x P x Q, or dx */, T* memory,
                     std::size_t threads);

/**
 * Elements of scratch for multiply_images.
 * @param g the convolution
 * @param pass forward or backward_data
 * @param batch N, how many images
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, Pass pass, std::size_t batch, std::size_t threads);

}  // namespace dln::conv::panels
