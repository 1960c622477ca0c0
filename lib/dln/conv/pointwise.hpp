/**
 * @file
 * The convolution whose kernel is one pixel: a plain matrix product, y = W x, for every image.
 * The pixels are the vector lanes, so neither images nor outputs change layout; a panel of some
 * 64 neighbouring pixels is copied to where its channels lie close together, and multiplied by
 * all filters before the next.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/weights.hpp"

namespace dln::conv::pointwise {

/**
 * Whether the columns of im2col are the image itself: a kernel of one pixel, stride one, no
 * padding.
 * @param g the convolution
 * @return true if so
 */
bool applicable(const Geometry& g);

/**
 * Brings the weights of a filter that is written side by side: as they are forward, transposed
 * for backward_data.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param weight K x C/groups
 * @param ready as many elements
 */
template <typename T>
void transform_weights(const Geometry& g, Direction direction,
                       const T* weight /* K x C/groups */, T* ready);

/**
 * naive::forward, or with direction backward_data naive::backward_data.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param batch N, how many images
 * @param x N x C x H x W, or dy
 * @param weight transformed for the direction, or as they are
 * @param bias K, or null
 * @param y N x K x H x W, or dx
 * @param memory workspace_size elements
 * @param threads how many share the work
 */
template <typename T>
void multiply_images(const Geometry& g, Direction direction, std::size_t batch,
                     const T* x /* N x C x H x W, or dy */, const Weights<T>& weight,
                     const T* bias /* K, or null */, T* y /* N x K x H x W, or dx */, T* memory,
                     std::size_t threads);

/**
 * Elements of scratch for multiply_images.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, Direction direction, bool ready,
                           std::size_t threads);

}  // namespace dln::conv::pointwise
