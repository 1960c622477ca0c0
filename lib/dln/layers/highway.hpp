/**
 * @file
 * The highway layer.
 */
#pragma once

#include "dln/layers/dense.hpp"
#include "dln/layers/sequential.hpp"

namespace dln {

/**
 * A highway layer: a gate says, number by number, how much of the input is transformed and how
 * much goes through as it is, y = t h(x) + (1 - t) x.
 *
 * Both branches see x, and what comes out of them has its shape; t is 0 ... 1 where the gate
 * ends in a sigmoid. Backward: dh = t dy and dt = (h - x) dy go into the branches, and
 * dx = (1 - t) dy plus what comes out of them. So a closed gate, t = 0, passes the gradient on
 * unchanged.
 *
 * Source: Srivastava, Greff and Schmidhuber 2015, Training Very Deep Networks; chapter 11.
 */
template <typename T>
class Highway final : public Container<T> {
 public:
  /** A layer with both branches empty: to be filled by `transform()` and `gate()`. */
  Highway();

  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

  /** The layers of h. */
  Sequential<T>& transform() { return transform_; }
  /** The layers of t, the last of them a sigmoid. */
  Sequential<T>& gate() { return gate_; }

 protected:
  [[nodiscard]] std::string kind() const override { return "Highway"; }

 private:
  Sequential<T>& transform_;
  Sequential<T>& gate_;
};

/**
 * Fills a highway layer: h is dense and a ReLU, t dense and a sigmoid.
 * @param layer both of whose branches are empty
 * @param features how many numbers an example has, before and after
 * @param gate_bias what the gates' biases start as: with -2, a gate lets 12 % of h through
 * @param initializer of both weights
 * @param random where they are drawn from
 */
template <typename T>
void fill_dense(Highway<T>& layer, std::size_t features, double gate_bias,
                const Initializer<T>& initializer, const Random& random);

}  // namespace dln
