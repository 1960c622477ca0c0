/**
 * @file
 * The linear support vector machine of two classes.
 */
#pragma once

#include <armadillo>

#include "dln/core/random.hpp"

namespace dln {

/**
 * Trains a linear support vector machine. Its weights w minimize
 *
 *     |w|² / 2 + cost * sum_i max(0, 1 - y_i w·x_i),   y_i = 1 or -1,
 *
 * so that w·x is above 1 for examples of the class and below -1 for others, where that can be.
 * A last row of ones in the examples makes the last weight a bias.
 *
 * By coordinate descent in the dual: w is a sum of examples, each taken y_i a_i times with 0 <=
 * a_i <= cost, and one a_i after the other is set to its best value while the others stay.
 * Examples beyond the margin end with a_i = 0: only the others, the support vectors, hold the
 * border.
 *
 * Source: Hsieh and others, A Dual Coordinate Descent Method for Large-scale Linear SVM, 2008.
 * @param examples D x N, an example a column
 * @param positive N numbers: whether each example is of the class
 * @param cost what a unit on the wrong side of the margin costs, above 0
 * @param epochs how often every example has its turn
 * @param random decides their order
 * @return D weights
 * @throws Error if the numbers of examples differ, or the cost is not above 0
 */
template <typename T>
arma::Col<T> train_svm(const arma::Mat<T>& examples, const arma::uvec& positive, T cost,
                       std::size_t epochs, Random random);

}  // namespace dln
