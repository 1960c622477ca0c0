/**
 * @file
 * For exercises in which the reader's own parts are trained: small data, and how well it is
 * learnt.
 */
#pragma once

#include <armadillo>

namespace exercise {

/** Labelled examples as matrices. */
struct Examples {
  arma::mat x;              ///< D x N, an example a column
  arma::uvec correct;       ///< N correct classes
  arma::uword classes = 0;  ///< how many there are
};

/**
 * Digits of 14 x 14 pixels, drawn by the library, the classes taking turns. Pixels are between
 * -1/2 and 1/2, row by row.
 * @param examples how many @param seed where they are drawn from
 * @return D = 196
 */
Examples digits(arma::uword examples, std::uint64_t seed);

/**
 * Points in the plane on three arms of a spiral, which no straight lines divide.
 * @param per_arm points an arm @param seed where they are drawn from
 * @return D = 2, three classes
 */
Examples spiral(arma::uword per_arm, std::uint64_t seed);

/**
 * Points of the square from -1 to 1, above a row of ones; class 1 lies in the disc in its
 * middle.
 * @param points how many @param seed where they are drawn from
 * @return D = 3, two classes
 */
Examples disc(arma::uword points, int seed);

/** The mean softmax loss, by its definition. @param scores C x N @param right N classes */
double softmax_loss(const arma::mat& scores, const arma::uvec& right);

/**
 * The share of examples whose highest score is the correct class's.
 * @param scores C x N @param right N classes
 * @return between 0 and 1
 */
double accuracy(const arma::mat& scores, const arma::uvec& right);

}  // namespace exercise
