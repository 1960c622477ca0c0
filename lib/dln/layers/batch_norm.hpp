/**
 * @file
 * Batch normalization.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Batch normalization: each channel gets mean 0 and variance 1 over the batch, then a learnt
 * scale and shift.
 *
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, a channel at a time. While learning,
 * mean and variance (divided by n) are those of the channel's n = N H W numbers; features of a
 * dense layer are channels of one pixel. In use they are the running ones, r += momentum
 * (batch's - r), which the training loop commits; the running variance is divided by n - 1.
 *
 * Backward, while learning: dx = gamma / sqrt(variance + epsilon) (dy - mean of dy - xhat mean
 * of (dy xhat)), with xhat the normalized x; in use, dx = gamma / sqrt(variance + epsilon) dy.
 * Always dgamma = sum of dy xhat, dbeta = sum of dy. Scale and shift are no weights: no penalty
 * takes them.
 *
 * Source: Ioffe and Szegedy 2015; chapter 10.
 */
template <typename T>
class BatchNorm final : public Layer<T> {
 public:
  /**
   * A layer that normalizes and nothing else at first: scale 1, shift 0, running mean 0 and
   * variance 1.
   * @param channels C
   * @param epsilon added to the variance, so that a constant channel can be divided
   * @param momentum the batch's part of the next running values, in (0, 1]
   * @throws Error if there are no channels, or epsilon or momentum are out of range
   */
  explicit BatchNorm(std::size_t channels, double epsilon = 1e-5, double momentum = 0.1);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  [[nodiscard]] Cost cost(const Shape& x) const override;
  /** Throws an Error also while learning from one number a channel, which has no variance. */
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override;

  /** The scale, 1 x C x 1 x 1. */
  Parameter<T>& gamma() { return gamma_; }
  /** The shift, 1 x C x 1 x 1. */
  Parameter<T>& beta() { return beta_; }
  /** The running mean, 1 x C x 1 x 1. */
  Parameter<T>& mean() { return mean_; }
  /** The running variance, 1 x C x 1 x 1. */
  Parameter<T>& variance() { return variance_; }
  /** What is added to the variance. */
  [[nodiscard]] double epsilon() const { return epsilon_; }

 private:
  double epsilon_, momentum_;
  Parameter<T> gamma_, beta_, mean_, variance_;
};

/**
 * Changes a dense layer's or convolution's weight and bias so that it alone does what it and
 * the normalization behind it do in use: weight' = weight gamma / sqrt(variance + epsilon),
 * bias' = (bias - mean) gamma / sqrt(variance + epsilon) + beta.
 *
 * Throws an Error unless the layer has as many neurons or filters as the normalization has
 * channels.
 */
template <typename T>
void fold(BatchNorm<T>& normalization, Parameter<T>& weight, Parameter<T>& bias);

}  // namespace dln
