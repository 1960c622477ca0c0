/**
 * @file
 * What is done to every example before a network sees it, fitted once.
 */
#pragma once

#include <map>
#include <string>

#include "dln/core/tensor.hpp"

namespace dln {

/**
 * An affine map, y = Aᵀ (x - m), fitted to training examples and then applied to all others
 * alike.
 *
 * Made by one of the functions below; saved in a checkpoint by its tensors. Source: chapter 04.
 * @tparam T float or double
 */
template <typename T>
class Preprocessor {
 public:
  /** y = x - m: the mean of every feature becomes 0. */
  static Preprocessor centre(const Tensor<T>& training);
  /** y = (x - m) / s, s the standard deviation of every feature; constant features are centred
   * only. */
  static Preprocessor standardize(const Tensor<T>& training);
  /** y = 2 (x - least) / (greatest - least) - 1, feature by feature; constant features are
   * centred only. */
  static Preprocessor min_max(const Tensor<T>& training);
  /** y = Uᵀ (x - m), U the `components` eigenvectors of the covariance with the largest
   * eigenvalues. */
  static Preprocessor pca(const Tensor<T>& training, std::size_t components);
  /** y = (x - m)ᵀ U / sqrt(S + epsilon), S the eigenvalues: every component gets about
   * variance 1. */
  static Preprocessor whiten(const Tensor<T>& training, std::size_t components, double epsilon);
  /** y = U (Uᵀ (x - m) / sqrt(S + epsilon)): whitened and turned back, so that images stay
   * images. */
  static Preprocessor zca(const Tensor<T>& training, double epsilon);

  /**
   * The examples, mapped. With components, N x K x 1 x 1, otherwise of the shape of x.
   * @throws Error if x has other features than the training examples
   */
  [[nodiscard]] Tensor<T> apply(const Tensor<T>& x) const;
  /** The way back, as N x D x 1 x 1: exact, but for what components that were left out held. */
  [[nodiscard]] Tensor<T> undo(const Tensor<T>& y) const;

  /** What to save. */
  [[nodiscard]] std::map<std::string, Tensor<T>> tensors() const;
  /** From what was saved; throws an Error that names what is missing, or whose sizes do not
   * fit. */
  static Preprocessor from(const std::map<std::string, Tensor<T>>& tensors);

 private:
  arma::Col<T> mean_;   // D
  arma::Col<T> scale_;  // D, or nothing where there is a basis
  arma::Mat<T> basis_;  // D x K, or nothing
  arma::Mat<T> back_;   // D x K, or nothing: undoes the basis
  bool images_ = true;  // whether the map leaves the shape as it is
};

/** The variances along the principal components of some examples, the largest first. */
template <typename T>
arma::vec principal_variances(const Tensor<T>& examples);

}  // namespace dln
