/**
 * @file
 * What a weight starts as.
 */
#pragma once

#include <functional>

#include "dln/core/random.hpp"
#include "dln/core/tensor.hpp"

namespace dln {

/** How many numbers a weight's layer sums up for one output, and for how many outputs one input
 * counts. */
struct Fans {
  std::size_t in;   ///< fan-in: D of a dense layer, C/groups R S of a convolution
  std::size_t out;  ///< fan-out: M of a dense layer, K/groups R S of a convolution
};

/**
 * Fills a weight, given its fans and a stream of random numbers.
 * @tparam T float or double
 */
template <typename T>
using Initializer = std::function<void(Tensor<T>& weight, const Fans& fans, Random& random)>;

/** The same number everywhere: with it, the units of a layer stay alike for ever. */
template <typename T>
Initializer<T> constant(double value);

/** A Gaussian of mean 0 and this standard deviation, whatever the fans. */
template <typename T>
Initializer<T> gaussian(double standard_deviation);

/** Uniform in [-bound, bound), whatever the fans; the variance is bound² / 3. */
template <typename T>
Initializer<T> uniform(double bound);

/**
 * A Gaussian of variance 1 / fan-in: a sum has the variance of what it sums. For layers without
 * a bend, or with one whose slope is 1 around zero. Source: LeCun, Bottou, Orr and Müller 1998.
 */
template <typename T>
Initializer<T> lecun();

/**
 * A Gaussian of variance 2 / (fan-in + fan-out), between what keeps values (1 / fan-in) and
 * what keeps gradients (1 / fan-out). Source: Glorot and Bengio 2010.
 */
template <typename T>
Initializer<T> glorot();

/** The same variance, uniform: the bound is sqrt(6 / (fan-in + fan-out)). Source: Glorot and
 * Bengio 2010. */
template <typename T>
Initializer<T> glorot_uniform();

/**
 * A Gaussian of variance 2 / fan-in: a ReLU passes half of its inputs' mean square, and the 2
 * makes up for it. Source: He, Zhang, Ren and Sun 2015.
 */
template <typename T>
Initializer<T> he();

/** The same variance, uniform: the bound is sqrt(6 / fan-in). Source: He, Zhang, Ren and Sun
 * 2015. */
template <typename T>
Initializer<T> he_uniform();

/**
 * A random orthogonal matrix, times `gain`: rows or columns, whichever are fewer, of length
 * `gain` and at right angles. Lengths are then kept exactly, not only on average. Source: Saxe,
 * McClelland and Ganguli 2014.
 */
template <typename T>
Initializer<T> orthogonal(double gain = 1);

}  // namespace dln
