/**
 * @file
 * The fully connected layer.
 */
#pragma once

#include "dln/initializers/initializers.hpp"
#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The fully connected (affine) layer, y = Wᵀ x + b for every example x.
 *
 * W is D x M with one neuron a column, so `weight().value.image(m)` is neuron m's template once
 * the weight has been given the shape of an image. Backward: dx = W dy, dW += x dyᵀ, db += dy,
 * the last two summed over the examples.
 *
 * Source: chapter 01, The score is one matrix product.
 */
template <typename T>
class Dense final : public Layer<T> {
 public:
  /**
   * A layer with weights drawn and biases at zero.
   * @param inputs D, how many numbers an example has
   * @param outputs M, how many neurons
   * @param initializer what the weights start as
   * @param random where they are drawn from
   */
  Dense(std::size_t inputs, std::size_t outputs, const Initializer<T>& initializer,
        Random random);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override {
    return {{"weight", &weight_}, {"bias", &bias_}};
  }
  [[nodiscard]] Cost cost(const Shape& x) const override;

  /** D. */
  [[nodiscard]] std::size_t inputs() const { return weight_.value.shape().features(); }
  /** M. */
  [[nodiscard]] std::size_t outputs() const { return weight_.value.shape().examples; }
  /** The weights, M x D x 1 x 1: one neuron a column. */
  Parameter<T>& weight() { return weight_; }
  /** The biases, 1 x M x 1 x 1. */
  Parameter<T>& bias() { return bias_; }

 private:
  Parameter<T> weight_;
  Parameter<T> bias_;
};

}  // namespace dln
