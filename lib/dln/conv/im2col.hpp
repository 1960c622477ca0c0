/**
 * @file
 * Convolution as a matrix product: each patch that the kernel sees becomes a row of a matrix,
 * pixels down, weights across. In Armadillo's column order:  Y (PQ x K) = columns (PQ x C R S)
 * * W (C R S x K), image by image and group by group. A 1 x 1 kernel with stride one and no
 * padding needs no patches: the image is the matrix. The rounding error of an output is that of
 * a sum of C R S terms. NaN and infinity pass as in naive, and spread further where padding is:
 * it multiplies too, and where a NaN or an infinity in the weights, or in dy for the gradient
 * of the weights, meets its zeros, the result is NaN.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::im2col {

/**
 * columns(p Q + q, (c R + r) S + s) = x(c, p stride + r dilation - padding, ...), zero outside
 * the image.
 * @param g the convolution
 * @param image C/groups x H x W
 * @param columns C/groups R S x P Q
 */
template <typename T>
void patches_to_columns(const Geometry& g, const T* image /* C/groups x H x W */,
                        T* columns /* C/groups R S x P Q */);

/**
 * The transpose: adds every column back to the pixels it was copied from.
 * @param g the convolution
 * @param columns C/groups R S x P Q
 * @param image C/groups x H x W
 */
template <typename T>
void columns_to_patches(const Geometry& g, const T* columns /* C/groups R S x P Q */,
                        T* image /* C/groups x H x W */);

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
 * naive::backward_data: dcolumns = dY W^T, and back to the image.
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
 * naive::backward_weights: dW += columns^T dY.
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
 * Elements of scratch that a call with this many threads reserves.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           std::size_t threads);

}  // namespace dln::conv::im2col
