/**
 * @file
 * What each algorithm would cost, from its arithmetic and the memory it moves.
 */
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "dln/conv/geometry.hpp"

namespace dln::conv {

/** The ways to compute a convolution. */
enum class Algorithm {
  naive,
  im2col,
  direct,
  strassen,
  strided,
  winograd2,
  winograd4,
  winograd6
};

/** All of them, in the order of the declaration. */
inline constexpr std::array algorithms{
    Algorithm::naive,   Algorithm::im2col,    Algorithm::direct,    Algorithm::strassen,
    Algorithm::strided, Algorithm::winograd2, Algorithm::winograd4, Algorithm::winograd6};

/**
 * "naive", "im2col", ...
 * @param algorithm which one
 * @return the name
 */
const char* name(Algorithm algorithm);

/**
 * Whether it is one of Winograd's.
 * @param algorithm which one
 * @return true if so
 */
constexpr bool is_winograd(Algorithm algorithm) { return algorithm >= Algorithm::winograd2; }

/**
 * Whether it has a way of its own to the gradient of the weights; the others go there directly.
 * @param algorithm which one
 * @return true if so
 */
constexpr bool has_weight_gradient(Algorithm algorithm) {
  return algorithm != Algorithm::strassen && algorithm != Algorithm::strided;
}

/**
 * Points of Winograd's tiles on one side. The names count the outputs of a tile for a kernel of
 * three taps: two less.
 * @param algorithm one of Winograd's
 * @return 4, 6 or 8
 */
constexpr std::size_t tile_points(Algorithm algorithm) {
  return 4 + 2 * (std::size_t(algorithm) - std::size_t(Algorithm::winograd2));
}

/**
 * Whether the algorithm can compute this shape at all.
 * @param g the convolution
 * @param algorithm which one
 * @return true if it can
 */
bool applicable(const Geometry& g, Algorithm algorithm);

/** How far a result may be from the exact one, in epsilon of its type; both hold. */
struct ErrorBound {
  double of_each;  ///< of the element's own sum of |weight x| (or what the pass sums); infinite
                   ///< for fast ones
  double of_the_largest;  ///< of the largest of these sums
};

/**
 * The error of an algorithm. What it is of each element's sum follows from the order of a sum,
 * for any numbers: terms epsilon, and a few for the bias and for the sum of partial sums. What
 * it is of the largest sum was measured, for numbers drawn evenly between -1 and 1 over the
 * shapes of tests/conv/sweep.cpp, and about doubled. Winograd's transforms mix an element with
 * its neighbours, and Strassen's products with other filters' too, so one that is small beside
 * them may lose all its digits.
 * @param algorithm which one
 * @param terms of a sum
 * @return the bound
 */
ErrorBound error_bound(Algorithm algorithm, std::size_t terms);

/** What one algorithm is expected to take; the parts add up to `seconds`. */
struct Estimate {
  Algorithm algorithm;  ///< of which this is the cost
  double operations;    ///< floating-point operations of its products, padding of vectors and
                        ///< tiles included
  double product_seconds;    ///< for those
  double transform_seconds;  ///< to bring images into the form that the products need, and back
  double weight_seconds;  ///< to transform the weights (unless they are ready) and to read them
  double seconds;         ///< in all
};

/**
 * The cost model: products at the rate that the algorithm reaches, transforms by the element,
 * weights by the byte.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param algorithm which one
 * @param ready whether transformed weights are at hand; only for Direction::forward and
 * backward_data
 * @param threads how many share the work
 * @return the estimate
 */
template <typename T>
Estimate estimate(const Geometry& g, std::size_t batch, Direction direction,
                  Algorithm algorithm, bool ready, std::size_t threads);

/**
 * Threads for which `choose` chooses and sums are cut into parts, however many there are:
 * another algorithm, or another order, would give a result other bits.
 */
inline constexpr std::size_t usual_threads = 2;

/**
 * The cheapest algorithm by `estimate`, for usual_threads.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param ready whether the weights are transformed beforehand
 * @return the algorithm
 */
template <typename T>
Algorithm choose(const Geometry& g, std::size_t batch, Direction direction, bool ready);

/** A choice and why: the estimates of all applicable algorithms, cheapest first, and a
 * sentence. */
struct Explanation {
  std::vector<Estimate> estimates;  ///< cheapest first
  std::string sentence;             ///< which was chosen, and why
};

/**
 * `choose`, with its reasons.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param ready whether the weights are transformed beforehand
 * @return the choice and its reasons
 */
template <typename T>
Explanation explain(const Geometry& g, std::size_t batch, Direction direction, bool ready);

}  // namespace dln::conv
