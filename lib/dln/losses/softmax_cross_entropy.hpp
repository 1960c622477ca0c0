/**
 * @file
 * The softmax cross-entropy loss.
 */
#pragma once

#include "dln/losses/loss.hpp"

namespace dln {

/**
 * The probabilities that scores stand for, p_j = exp(s_j) / sum over k of exp(s_k).
 *
 * The largest score is taken away first, which changes no probability and keeps exp from overflowing for scores of any
 * size.
 * @param scores C x N, one example a column
 * @return C x N, every column summing to 1
 */
template <typename T>
arma::Mat<T> softmax(const arma::Mat<T>& scores);

/**
 * The softmax cross-entropy loss, L_i = -log p_y: the surprise at the right class y.
 *
 * Its gradient is p less the right answer, (p - onehot(y)) / N. Source: Bishop 2006, section 4.3.4; chapter 01, The
 * softmax loss.
 */
template <typename T>
class SoftmaxCrossEntropy final : public Loss<T> {
 public:
  [[nodiscard]] std::string name() const override { return "SoftmaxCrossEntropy"; }
  [[nodiscard]] arma::Col<T> forward(const Tensor<T>& scores, const arma::uvec& labels) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& scores, const arma::uvec& labels) const override;
};

}  // namespace dln
