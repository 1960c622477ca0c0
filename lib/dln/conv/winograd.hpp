/**
 * @file
 * Winograd's convolution F(m x m, r x r): (m + r - 1)^2 multiplications instead of r^2 m^2 for
 * a tile of m x m outputs of a kernel of r x r. With 4, 6 or 8 points a side, kernels of 3 x 3
 * have tiles of 2, 4 or 6 outputs a side and take 2.25, 4 and 5 times fewer multiplications;
 * with 8, those of 2, 4 and 5 taps have tiles of 7, 5 and 4. Any padding and groups; a
 * convolution with stride or dilation is taken apart into phases that have none, see
 * phases.hpp.
 *
 * Rounding: the error of an element is at most 8 (4 points), 32 (6 points) or 192 (8 points)
 * epsilon of the largest sum of |weight x| (or what the pass sums) among all elements; see
 * error_bound in cost.hpp. Elements that are small beside it may lose all their digits. A NaN
 * or an infinity in the input may make every output of the tiles that see it NaN or infinite.
 * With a stride, what a phase sees through its zero weights alone counts as seen: its NaN
 * spreads too, and its gradient is a rounding error where the definition has zero. Source:
 * Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (2015).
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::winograd {

/** Points of a tile on one side: one less than it has outputs and the kernel has taps. */
enum class Points : std::size_t { four = 4, six = 6, eight = 8 };

/**
 * Whether there is a fast filter: for 3 taps, or for 2 to 5 with eight points, down and along
 * alike. With a stride, what counts is the taps of a phase, and there must be no dilation; see
 * phases.hpp.
 * @param g the convolution
 * @param points of a tile on one side
 * @return true if it can
 */
bool applicable(const Geometry& g, Points points);

/**
 * Nothing, if it is applicable.
 * @param g the convolution
 * @param points of a tile on one side
 * @throws dln::Error if not
 */
void expect_applicable(const Geometry& g, Points points);

/**
 * Elements that `transform_weights` writes: transformed weights, and with a stride the phases
 * that they are made of.
 * @param g the convolution
 * @param points of a tile on one side
 * @param direction forward, backward_data or backward_weights
 * @return elements
 */
template <typename T>
std::size_t ready_size(const Geometry& g, Points points, Direction direction);

/**
 * U = G g G^T for every filter and channel; for backward_data of the filters rotated by half a
 * turn, with filters and channels exchanged.
 * @param g the convolution
 * @param points of a tile on one side
 * @param direction forward, backward_data or backward_weights
 * @param weight K x C/groups x R x S
 * @param ready ready_size(g, points, direction) elements; direction is forward or backward_data
 * @throws dln::Error when not applicable
 */
template <typename T>
void transform_weights(const Geometry& g, Points points, Direction direction,
                       const T* weight /* K x C/groups x R x S */, T* ready);

/**
 * naive::forward, with weights that were transformed for Direction::forward.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param ready transformed weights
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward_ready(const Geometry& g, Points points, std::size_t batch,
                   const T* x /* N x C x H x W */, const T* ready,
                   const T* bias /* K, or null */, T* y /* N x K x P x Q */,
                   Workspace<T>& workspace);

/**
 * naive::backward_data, with weights that were transformed for Direction::backward_data.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param ready transformed weights
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data_ready(const Geometry& g, Points points, std::size_t batch,
                         const T* dy /* N x K x P x Q */, const T* ready,
                         T* dx /* N x C x H x W */, Workspace<T>& workspace);

/**
 * naive::forward; the transformed weights stay in the workspace.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param weight K x C/groups x R x S
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward(const Geometry& g, Points points, std::size_t batch,
             const T* x /* N x C x H x W */, const T* weight /* K x C/groups x R x S */,
             const T* bias /* K, or null */, T* y /* N x K x P x Q */, Workspace<T>& workspace);

/**
 * naive::backward_data.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param weight K x C/groups x R x S
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data(const Geometry& g, Points points, std::size_t batch,
                   const T* dy /* N x K x P x Q */, const T* weight /* K x C/groups x R x S */,
                   T* dx /* N x C x H x W */, Workspace<T>& workspace);

/**
 * naive::backward_weights: dweight += G^T [ sum over tiles of (A dY A^T) .* (B^T X B) ] G, and
 * dbias.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param dy N x K x P x Q
 * @param dweight K x C/groups x R x S
 * @param dbias K, or null
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_weights(const Geometry& g, Points points, std::size_t batch,
                      const T* x /* N x C x H x W */, const T* dy /* N x K x P x Q */,
                      T* dweight /* K x C/groups x R x S */, T* dbias /* K, or null */,
                      Workspace<T>& workspace);

/**
 * Elements of scratch that a call with this many threads reserves; `ready` without the
 * transformed weights.
 * @param g the convolution
 * @param points of a tile on one side
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, Points points, std::size_t batch,
                           Direction direction, bool ready, std::size_t threads);

}  // namespace dln::conv::winograd
