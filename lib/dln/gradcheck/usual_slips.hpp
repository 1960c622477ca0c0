/**
 * @file
 * What is often forgotten in a layer's backward.
 */
#pragma once

#include <vector>

#include "dln/gradcheck/diagnosis.hpp"

namespace dln::gradcheck {

/** One trip of a layer: what went in and out, and the gradient that came back. */
struct Trip {
  const Tensor<double>& x;   ///< the input
  const Tensor<double>& y;   ///< the output
  const Tensor<double>& dy;  ///< the gradient by the output
};

/**
 * Factors of dx that are easily forgotten in a layer that works number by number: dy, x, y, and
 * what the derivatives of tanh and the sigmoid are made of; and the parameters that have a
 * number a feature.
 * @param trip one trip
 * @param parameters their names and values
 * @return the factors, none where x and y differ in shape
 */
std::vector<Term> usual_factors(const Trip& trip, const std::vector<Term>& parameters);

/**
 * What the gradient of a parameter with a number a feature, or a channel, is when x or dy is
 * forgotten in it.
 * @param trip one trip
 * @param parameter the parameter's shape
 * @return the gradients, by what to say of them; none where the parameter has another size
 */
std::vector<Term> usual_slips(const Trip& trip, const Shape& parameter);

}  // namespace dln::gradcheck
