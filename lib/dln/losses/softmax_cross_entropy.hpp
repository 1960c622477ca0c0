/**
 * @file
 * The softmax cross-entropy loss.
 */
#pragma once

#include "dln/losses/class_labels.hpp"

namespace dln {

/**
 * The probabilities that scores stand for, p_j = exp(s_j) / sum over k of exp(s_k).
 *
 * The largest score is taken away first, which changes no probability and keeps exp from
 * overflowing for scores of any size.
 * @param scores C x N, one example a column
 * @return C x N, every column summing to 1
 */
template <typename T>
arma::Mat<T> softmax(const arma::Mat<T>& scores);

/**
 * The softmax cross-entropy loss, L_i = -log p_y: the surprise at the correct class y.
 *
 * Its gradient is p less the correct answer, p - onehot(y). With class weights a position
 * counts as much as its correct class does, in the sum and in the count: a class that covers
 * one pixel in a thousand may weigh a thousand times as much. Source: Bishop 2006,
 * section 4.3.4; chapter 01, The softmax loss.
 */
template <typename T>
class SoftmaxCrossEntropy final : public ClassLoss<T> {
 public:
  /** All classes weigh the same. */
  SoftmaxCrossEntropy() = default;
  /** One weight a class; throws an Error unless all are at least 0 and finite. */
  explicit SoftmaxCrossEntropy(arma::Col<T> class_weights);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Tensor<T> forward(const Tensor<T>& scores,
                                  const arma::uvec& labels) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const arma::uvec& labels,
                                   double factor) const override;
  [[nodiscard]] double count(const arma::uvec& labels) const override;

 private:
  void check(const Tensor<T>& scores, const arma::uvec& labels) const;
  [[nodiscard]] T weight(arma::uword y) const {
    return class_weights_.is_empty() ? T(1) : class_weights_[y];
  }

  arma::Col<T> class_weights_;
};

}  // namespace dln
