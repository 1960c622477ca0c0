/**
 * @file
 * Dense layers by the kernels of the convolutions: a dense layer is a 1 x 1 convolution, only
 * that examples, inputs and outputs take each other's parts. Threaded, with the same bits for
 * any number of threads.
 *
 * Source: chapter 08, a fully connected layer is a convolution.
 */
#pragma once

#include "dln/conv/workspace.hpp"

namespace dln::conv::dense {

/** The sizes of a dense layer and its batch. */
struct Sizes {
  std::size_t examples;  ///< N
  std::size_t inputs;    ///< D
  std::size_t outputs;   ///< M
};

/**
 * y = x Wᵀ + b.
 *
 * Weights of a 1 x 1 convolution have the gradient dw(k, c) = sum over pixels of dy(k, p) x(c,
 * p). With one image whose pixels are the inputs, x for dy and W for x, that is x Wᵀ. A few
 * examples are multiplied by the rows of W as they lie, for changing their layout takes longer.
 * @param x N x D
 * @param weight M x D
 * @param bias M
 * @param y N x M
 */
template <typename T>
void forward(const Sizes& sizes, const T* x /* N x D */, const T* weight /* M x D */,
             const T* bias /* M */, T* y /* N x M */, Workspace<T>& workspace);

/**
 * dx = dy W: a 1 x 1 convolution of one image, W, with M channels of D pixels, by N filters,
 * dy.
 * @param dy N x M
 * @param weight M x D
 * @param dx N x D
 */
template <typename T>
void backward_data(const Sizes& sizes, const T* dy /* N x M */, const T* weight /* M x D */,
                   T* dx /* N x D */, Workspace<T>& workspace);

/**
 * dW = dyᵀ x, written, not added: a 1 x 1 convolution of one image, x, with N channels of D
 * pixels, by M filters, dyᵀ.
 * @param x N x D
 * @param dy N x M
 * @param dweight M x D
 */
template <typename T>
void backward_weights(const Sizes& sizes, const T* x /* N x D */, const T* dy /* N x M */,
                      T* dweight /* M x D */, Workspace<T>& workspace);

}  // namespace dln::conv::dense
