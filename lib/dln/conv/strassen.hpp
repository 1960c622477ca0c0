/**
 * @file
 * Strassen's product of matrices, for the convolution whose kernel is one pixel: cut into
 * quarters, two matrices are multiplied by seven products of quarters, not eight. Each product
 * is of sums and differences of quarters; these are Winograd's form, which has fewest of them.
 * The quarters of y = W x are halves of the filters by two tiles of neighbouring pixels, so
 * everything happens in registers and in a core's own caches.
 *
 * Rounding: the error of an element is at most 12 epsilon of the largest sum of |weight x| (or
 * what the pass sums) among all elements; see error_bound in cost.hpp. Elements that are small
 * beside it may lose all their digits. A NaN or an infinity in the input may make the outputs
 * of both tiles NaN or infinite, of all filters. The gradient of the weights has no such path:
 * there both factors are images, and all quarters would have to be added anew at each call.
 * Source: Strassen, Gaussian Elimination is not Optimal (1969); Winograd, On Multiplication of
 * 2 x 2 Matrices (1971).
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::strassen {

/**
 * Whether it can: a kernel of one pixel, stride one, no padding, even numbers of channels and
 * filters.
 * @param g the convolution
 * @return true if it can
 */
bool applicable(const Geometry& g);

/** Halves of what a pass reads and writes, of one group: W has 2 filters x 2 channels. */
struct Halves {
  std::size_t filters;   ///< half of those that are written
  std::size_t channels;  ///< half of those that are read

  /**
   * Halves them.
   * @param g the convolution
   * @param direction forward, or backward_data, where filters and channels change places
   */
  Halves(const Geometry& g, Direction direction);
};

/** How an image's pixels are cut into pairs of tiles, by the shape alone. */
struct Pairs {
  std::size_t twos;   ///< pairs of vectors
  std::size_t count;  ///< pairs of tiles

  /**
   * Cuts them, so that each of the usual threads gets as many.
   * @param pixels of an image
   * @param lanes pixels of a vector
   * @param images how many there are, groups counted apart
   */
  Pairs(std::size_t pixels, std::size_t lanes, std::size_t images);
};

/** Products of quarters. */
inline constexpr std::size_t product_count = 7;

/**
 * Nothing, if it is applicable.
 * @param g the convolution
 * @throws dln::Error if not
 */
void expect_applicable(const Geometry& g);

/**
 * Elements that `transform_weights` writes.
 * @param g the convolution
 * @return elements
 */
std::size_t ready_size(const Geometry& g);

/**
 * The left factors of the seven products, packed for the register kernel.
 * @param g the convolution
 * @param direction forward, or backward_data, where filters and channels change places
 * @param weight K x C/groups
 * @param ready ready_size(g) elements
 */
template <typename T>
void transform_weights(const Geometry& g, Direction direction,
                       const T* weight /* K x C/groups */, T* ready);

/**
 * naive::forward, with weights that were transformed for Direction::forward.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param ready transformed weights
 * @param bias K, or null
 * @param y N x K x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                   const T* ready, const T* bias /* K, or null */, T* y /* N x K x H x W */,
                   Workspace<T>& workspace);

/**
 * naive::forward.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param weight K x C/groups
 * @param bias K, or null
 * @param y N x K x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups */, const T* bias /* K, or null */,
             T* y /* N x K x H x W */, Workspace<T>& workspace);

/**
 * naive::backward_data.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x H x W
 * @param weight K x C/groups
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x H x W */,
                   const T* weight /* K x C/groups */, T* dx /* N x C x H x W */,
                   Workspace<T>& workspace);

/**
 * Elements of scratch that a call with this many threads reserves.
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

}  // namespace dln::conv::strassen
