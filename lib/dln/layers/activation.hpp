/**
 * @file
 * What the activations that work number by number have in common.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * A function applied to every number by itself, y = f(x); backward is dx = dy f'(x).
 *
 * Each activation says f and, beside it, f'. What it needs for f', its input or its output, is
 * kept.
 */
template <typename T>
class Activation : public Layer<T> {
 public:
  [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
  [[nodiscard]] Cost cost(const Shape& x) const override { return {0, x.size() * sizeof(T)}; }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 protected:
  /** Numbers of a tensor that one thread works on. */
  using Numbers = arma::Col<T>;
  /** Which of the two the slope is computed from. */
  enum class From { input, output };

  /**
   * An activation whose slope is computed from its input or, where that is enough, its output.
   */
  explicit Activation(From from) : from_(from) {}

  /** Changes x to f(x). */
  virtual void apply(Numbers& x) const = 0;
  /** Multiplies dy by f', given the x or the y that was kept. */
  virtual void apply_slope(Numbers& dy, const Numbers& kept) const = 0;

 private:
  From from_;
};

}  // namespace dln
