/**
 * @file
 * Winograd's algorithm for a kernel of 3 x 3 with stride 2, which neighbouring outputs see
 * shifted by two pixels. Along one axis, output i is w0 x(2i) + w1 x(2i+1) + w2 x(2i+2). The
 * pixels with even numbers meet a filter of two taps with stride 1, for which F(4, 2) takes 5
 * multiplications for four outputs, not 8; those with odd numbers meet one tap, and take 4.
 * That is 9 instead of 12, and 81 instead of 144 along both axes: 1.78 times fewer. The
 * gradient of the data is its mirror image: dx(2i) = w0 dy(i) + w2 dy(i-1) and dx(2i+1) = w1
 * dy(i). That of the weights goes the direct way.
 *
 * All odd places of an axis have the same weight, so there are 6 x 6 transformed kernels, not 9
 * x 9.
 *
 * Rounding: the error of an element is at most 16 epsilon of the largest sum of |weight x| (or
 * what the pass sums) among all elements; see error_bound in cost.hpp. Elements that are small
 * beside it may lose all their digits. A NaN or an infinity in the input may make every output
 * of the tiles that see it NaN or infinite. Source: Huang and others, DWM: A Decomposable
 * Winograd Method for Convolution Acceleration (2020), which convolves the four parts of such a
 * kernel one by one, and adds the results.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::strided {

/**
 * Whether it can: a kernel of 3 x 3, stride 2 down and along, no dilation.
 * @param g the convolution
 * @return true if it can
 */
bool applicable(const Geometry& g);

/**
 * Nothing, if it is applicable.
 * @param g the convolution
 * @throws dln::Error if not
 */
void expect_applicable(const Geometry& g);

/**
 * Elements that `transform_weights` writes.
 * @param g the convolution
 * @param direction forward or backward_data
 * @return elements
 */
template <typename T>
std::size_t ready_size(const Geometry& g, Direction direction);

/**
 * The transformed kernels of every filter and channel; for backward_data of the filters rotated
 * by half a turn, with filters and channels exchanged.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param weight K x C/groups x 3 x 3
 * @param ready ready_size(g, direction) elements
 * @throws dln::Error when not applicable
 */
template <typename T>
void transform_weights(const Geometry& g, Direction direction,
                       const T* weight /* K x C/groups x 3 x 3 */, T* ready);

/**
 * naive::forward, with weights that were transformed for Direction::forward.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param ready transformed weights
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                   const T* ready, const T* bias /* K, or null */, T* y /* N x K x P x Q */,
                   Workspace<T>& workspace);

/**
 * naive::forward; the transformed weights stay in the workspace.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param weight K x C/groups x 3 x 3
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups x 3 x 3 */, const T* bias /* K, or null */,
             T* y /* N x K x P x Q */, Workspace<T>& workspace);

/**
 * naive::backward_data.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param weight K x C/groups x 3 x 3
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   const T* weight /* K x C/groups x 3 x 3 */, T* dx /* N x C x H x W */,
                   Workspace<T>& workspace);

/**
 * Elements of scratch that a call with this many threads reserves; `ready` without the
 * transformed weights.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward or backward_data
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           bool ready, std::size_t threads);

}  // namespace dln::conv::strided
