/**
 * @file
 * What every loss can do.
 */
#pragma once

#include <string>

#include "dln/core/tensor.hpp"

namespace dln {

/**
 * How badly scores fit the right classes: the mean over the examples of a loss L_i of example i.
 * @tparam T float or double
 */
template <typename T>
class Loss {
 public:
  Loss() = default;
  /** Losses are passed by reference. */
  Loss(const Loss&) = delete;
  /** Losses are passed by reference. @return never */
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  /** The class and its settings, as in `Hinge(margin 1)`. @return the text */
  [[nodiscard]] virtual std::string name() const = 0;

  /**
   * The loss of every example.
   * @param scores N x C, one score a class
   * @param labels N right classes, each below C
   * @return N numbers, none negative
   * @throws Error if the labels do not fit the scores
   */
  [[nodiscard]] virtual arma::Col<T> forward(const Tensor<T>& scores, const arma::uvec& labels) const = 0;

  /**
   * The gradient of the mean loss by the scores.
   * @param scores N x C, one score a class
   * @param labels N right classes, each below C
   * @return N x C
   * @throws Error if the labels do not fit the scores
   */
  [[nodiscard]] virtual Tensor<T> backward(const Tensor<T>& scores, const arma::uvec& labels) const = 0;
};

/**
 * Checks that every example has one label below the number of classes.
 * @param loss the loss's name, for the message
 * @param scores N x C
 * @param labels as many as N, each below C
 * @throws Error if not
 */
template <typename T>
void expect_labels(const std::string& loss, const Tensor<T>& scores, const arma::uvec& labels);

}  // namespace dln
