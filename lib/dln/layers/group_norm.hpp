/**
 * @file
 * Normalization within one example: by groups of channels, or by all of them.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Group normalization: gives every group of neighbouring channels of every *example* mean 0 and
 * variance 1, then each channel its own scale and shift:
 * y = gamma (x - m) / sqrt(v + epsilon) + beta, m and v over the group's channels and all
 * pixels.
 *
 * With one group it is layer normalization, with as many as channels instance normalization.
 * Nothing depends on the batch: training and use are the same, and a batch of one is as good as
 * any.
 *
 * Backward, with xhat the normalized numbers and g = gamma dy, means over the group's n
 * numbers: dx = (g - mean(g) - xhat mean(g xhat)) / sqrt(v + epsilon), dgamma = sum(dy xhat),
 * dbeta = sum(dy).
 *
 * Source: Wu and He 2018; for one group Ba, Kiros and Hinton 2016; chapter 10.
 */
template <typename T>
class GroupNorm final : public Layer<T> {
 public:
  /**
   * @param groups how many groups, which divide the channels; 1 for layer normalization
   * @param channels of the images, or features
   * @param epsilon keeps the division finite where all numbers of a group are equal
   * @throws Error unless the groups divide the channels, and epsilon is above 0
   */
  GroupNorm(std::size_t groups, std::size_t channels, double epsilon = 1e-5);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  [[nodiscard]] Cost cost(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override {
    return {{"gamma", &gamma_}, {"beta", &beta_}};
  }

  /** The scales, one a channel. */
  Parameter<T>& gamma() { return gamma_; }
  /** The shifts, one a channel. */
  Parameter<T>& beta() { return beta_; }

 private:
  std::size_t groups_;
  double epsilon_;
  Parameter<T> gamma_, beta_;
};

}  // namespace dln
