/**
 * @file
 * Gradients by finite differences.
 */
#pragma once

#include <functional>

#include "dln/core/tensor.hpp"

namespace dln::gradcheck {

/** Which two points a difference is taken between. */
enum class Difference {
  forward,  ///< (f(x + h) - f(x)) / h, wrong by O(h)
  centred   ///< (f(x + h) - f(x - h)) / 2h, wrong by O(h²)
};

/**
 * The numerical gradient: one number of x nudged at a time, the function evaluated again each
 * time.
 *
 * It costs D + 1 (forward) or 2 D (centred) evaluations for D numbers. Source: chapter 02, The
 * gradient by nudging.
 *
 * @param f a function of the tensor's numbers, here called on `x` itself with one number
 * changed
 * @param x where; every number is put back to the same bits
 * @param h the nudge, above 0
 * @param difference which points
 * @return a tensor of the shape of x
 */
template <typename T>
Tensor<T> numerical_gradient(const std::function<T(const Tensor<T>&)>& f, Tensor<T>& x, T h,
                             Difference difference);

}  // namespace dln::gradcheck
