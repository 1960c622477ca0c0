/**
 * @file
 * The multiclass hinge loss.
 */
#pragma once

#include "dln/losses/class_labels.hpp"

namespace dln {

/**
 * The multiclass hinge (support vector machine) loss, L_i = sum over j != y of max(0, s_j - s_y
 * + margin).
 *
 * It is zero as soon as the correct class y beats every other by the margin; its gradient
 * counts, for every example, the classes that come too close. Source: Weston and Watkins 1999;
 * chapter 01, The hinge loss.
 */
template <typename T>
class Hinge final : public ClassLoss<T> {
 public:
  /** By how much the correct score must lead; throws an Error unless it is above 0. */
  explicit Hinge(T margin = T(1));

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Tensor<T> forward(const Tensor<T>& scores,
                                  const arma::uvec& labels) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const arma::uvec& labels,
                                   double factor) const override;
  [[nodiscard]] double count(const arma::uvec& labels) const override;

 private:
  T margin_;
};

}  // namespace dln
