/**
 * @file
 * What a weight starts as.
 */
#pragma once

#include <functional>

#include "dln/core/random.hpp"
#include "dln/core/tensor.hpp"

namespace dln {

/**
 * Fills a weight, given its fan-in (how many inputs each neuron sums) and a stream of random numbers.
 * @tparam T float or double
 */
template <typename T>
using Initializer = std::function<void(Tensor<T>& weight, std::size_t fan_in, Random& random)>;

/**
 * Draws every weight from a Gaussian of mean 0, whatever the fan-in.
 * @param standard_deviation of the weights, 0.01 say
 * @return the initializer
 */
template <typename T>
Initializer<T> gaussian(double standard_deviation);

/**
 * Draws every weight from a Gaussian of mean 0 and variance 2 / fan-in.
 *
 * A ReLU passes half of its inputs' variance; the 2 makes up for it, so signals keep their size through the layers.
 * Source: He, Zhang, Ren and Sun 2015.
 * @return the initializer
 */
template <typename T>
Initializer<T> he();

}  // namespace dln
