/**
 * @file
 * The definition, rearranged for the machine (an implicit matrix product: im2col whose columns
 * are never written).
 *
 * Once the channels of a pixel lie side by side, a row of the im2col matrix is a few runs of
 * neighbours in the image itself. The register kernel reads them where they are, against
 * weights packed for it. Any kernel, stride, padding, dilation and groups; where the kernel is
 * one pixel, pointwise.hpp takes over, and sliding.hpp where few channels are read or written,
 * and for the gradient of few filters' weights. Each number is summed in an order that the
 * shape alone fixes. NaN and infinity pass as in naive, and may spread further where padding is
 * and channels or filters are few: it multiplies too, and where a NaN or an infinity in the
 * weights or dy meets its zeros, the result is NaN.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::direct {

/**
 * Whether neighbouring outputs fill the vector lanes (pointwise.hpp, sliding.hpp), so that none
 * is wasted on channels.
 * @param g the convolution
 * @param direction which of the three
 * @return true if so; false where filters do
 */
template <typename T>
bool lanes_are_pixels(const Geometry& g, Direction direction);

/**
 * Elements of packed weights, for `transform_weights`.
 * @param g the convolution
 * @param direction which of the three, or for what the weights are meant
 * @return elements
 */
template <typename T>
std::size_t ready_size(const Geometry& g, Direction direction);

/**
 * Packs the weights for the register kernel, filters side by side.
 * @param g the convolution
 * @param direction forward or backward_data, where filters and channels change places
 * @param weight K x C/groups x R x S
 * @param ready packed weights
 */
template <typename T>
void transform_weights(const Geometry& g, Direction direction,
                       const T* weight /* K x C/groups x R x S */, T* ready);

/**
 * naive::forward, with weights that were packed for Direction::forward.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param ready packed weights
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                   const T* ready, const T* bias /* K, or null */, T* y /* N x K x P x Q */,
                   Workspace<T>& workspace);

/**
 * naive::backward_data, with weights that were packed for Direction::backward_data.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param ready packed weights
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data_ready(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                         const T* ready, T* dx /* N x C x H x W */, Workspace<T>& workspace);

/**
 * naive::forward.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param weight K x C/groups x R x S
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups x R x S */, const T* bias /* K, or null */,
             T* y /* N x K x P x Q */, Workspace<T>& workspace);

/**
 * naive::backward_data.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param weight K x C/groups x R x S
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   const T* weight /* K x C/groups x R x S */, T* dx /* N x C x H x W */,
                   Workspace<T>& workspace);

/**
 * naive::backward_weights.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param dy N x K x P x Q
 * @param dweight K x C/groups x R x S
 * @param dbias K, or null
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                      const T* dy /* N x K x P x Q */, T* dweight /* K x C/groups x R x S */,
                      T* dbias /* K, or null */, Workspace<T>& workspace);

/**
 * Elements of scratch that a call with this many threads reserves; `ready` without the packed
 * weights.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction which of the three, or for what the weights are meant
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           bool ready, std::size_t threads);

}  // namespace dln::conv::direct
