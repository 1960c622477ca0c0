/**
 * @file
 * The k-nearest-neighbours classifier.
 */
#pragma once

#include <vector>

#include "dln/data/dataset.hpp"

namespace dln {

/**
 * The squared Euclidean distance from every test example to every training example, as one
 * matrix product: |a - b|² = |a|² - 2 aᵀb + |b|².
 * @param train D x N, one example a column
 * @param test D x M, one example a column
 * @return N x M; rounding can leave a tiny negative number, which becomes 0
 * @throws Error if the two have different numbers of features
 */
template <typename T>
arma::Mat<T> squared_distances(const arma::Mat<T>& train, const arma::Mat<T>& test);

/**
 * Classifies by the votes of the k nearest training examples; among classes with as many votes,
 * the nearest wins.
 * @param distances N x M, from M test examples to N training examples
 * @param labels N correct classes of the training examples
 * @param k how many vote, 1 ... N
 * @return M classes
 * @throws Error if k is out of its range
 */
template <typename T>
arma::uvec vote(const arma::Mat<T>& distances, const arma::uvec& labels, std::size_t k);

/**
 * The accuracy of each k by cross-validation: each fold in turn is classified by the others.
 * @param data the training examples
 * @param choices the values of k to try
 * @param folds how many parts, at least 2
 * @param random deals the examples out to the folds
 * @return choices x folds, each 0 ... 1
 * @throws Error if there are fewer examples than folds
 */
template <typename T>
arma::mat cross_validate(const Dataset<T>& data, const std::vector<std::size_t>& choices,
                         std::size_t folds, Random random);

}  // namespace dln
