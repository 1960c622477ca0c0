/**
 * @file
 * The definition of a convolution layer (a cross-correlation), as seven loops, in its three
 * passes. Every other algorithm in this folder is tested against these.
 */
#pragma once

#include "dln/conv/geometry.hpp"

namespace dln::conv::naive {

/**
 * y(n,k,p,q) = bias(k) + sum over c,r,s of weight(k,c,r,s) x(n, c, p stride + r dilation -
 * padding, q ...).
 * @param g the convolution
 * @param batch N
 * @param x N x C x H x W
 * @param weight K x C/groups x R x S
 * @param bias may be null
 * @param y N x K x P x Q
 */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups x R x S */, const T* bias /* K, or null */,
             T* y /* N x K x P x Q */);

/**
 * dx(n,c,i,j) = sum over the outputs that saw it of weight(k,c,r,s) dy(n,k,p,q); overwrites dx.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param weight K x C/groups x R x S
 * @param dx N x C x H x W
 */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   const T* weight /* K x C/groups x R x S */, T* dx /* N x C x H x W */);

/**
 * dweight(k,c,r,s) += sum over n,p,q of dy(n,k,p,q) x(n, c, p stride + r dilation - padding,
 * ...), and dbias(k) += sum over n,p,q of dy(n,k,p,q).
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param dy N x K x P x Q
 * @param dweight K x C/groups x R x S
 * @param dbias may be null
 */
template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                      const T* dy /* N x K x P x Q */, T* dweight /* K x C/groups x R x S */,
                      T* dbias /* K, or null */);

/**
 * The bias's part of backward_weights alone, which every algorithm shares.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param dbias K, or null
 */
template <typename T>
void backward_bias(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   T* dbias /* K, or null */);

}  // namespace dln::conv::naive
