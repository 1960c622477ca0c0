/**
 * @file
 * What layers compute, written to be read: one example or window after the other, by one
 * thread. The layers themselves are faster, and the tests hold the two together.
 */
#pragma once

#include <vector>

#include "dln/core/tensor.hpp"
#include "dln/layers/pooling.hpp"

namespace dln::plain {

/** y = Wᵀ x + b for every example x. @param x N x D @param weight M x D @param bias 1 x M
 * @return N x M */
template <typename T>
Tensor<T> dense(const Tensor<T>& x, const Tensor<T>& weight, const Tensor<T>& bias);

/** The gradients of a dense layer. */
template <typename T>
struct DenseGradients {
  Tensor<T> dx;       ///< W dy, N x D
  Tensor<T> dweight;  ///< x dyᵀ, summed over the examples, M x D
  Tensor<T> dbias;    ///< dy, summed over the examples, 1 x M
};

/** The gradients of `dense`. @param x N x D @param weight M x D @param dy N x M */
template <typename T>
DenseGradients<T> dense_backward(const Tensor<T>& x, const Tensor<T>& weight,
                                 const Tensor<T>& dy);

/** The greatest pixels of windows. */
template <typename T>
struct Greatest {
  Tensor<T> y;                     ///< N x C x P x Q
  std::vector<std::size_t> taken;  ///< which pixel of its plane each of them is
};

/** The greatest pixel of every window, the first of equal ones; what is not a number, if a
 * window holds that. */
template <typename T>
Greatest<T> max_pool(const Pooling& window, const Tensor<T>& x);

/** Each dy goes to the pixel that its window took. @param x the shape of the images */
template <typename T>
Tensor<T> max_pool_backward(const Shape& x, const std::vector<std::size_t>& taken,
                            const Tensor<T>& dy);

/** The mean of the pixels that every window sees. */
template <typename T>
Tensor<T> average_pool(const Pooling& window, const Tensor<T>& x);

/** Each dy is shared equally among the pixels that its window saw. @param x the shape of the
 * images */
template <typename T>
Tensor<T> average_pool_backward(const Pooling& window, const Shape& x, const Tensor<T>& dy);

/** y(i) = x(i) / s(i)^beta with s(i) = k + alpha * sum of x(j)^2 over the `size` channels j
 * around i. */
template <typename T>
Tensor<T> local_response_norm(const Tensor<T>& x, std::size_t size, T alpha, T beta, T k);

/** dx(j) = dy(j) / s(j)^beta - 2 alpha beta x(j) * sum over the channels i around j of dy(i)
 * y(i) / s(i). */
template <typename T>
Tensor<T> local_response_norm_backward(const Tensor<T>& x, const Tensor<T>& dy,
                                       std::size_t size, T alpha, T beta, T k);

}  // namespace dln::plain
