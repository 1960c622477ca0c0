/**
 * @file
 * Leaky units whose slope is learnt or drawn.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The parametric rectified linear unit, y = x above zero and a x below, with a learnt: one for
 * all, or one a channel.
 *
 * Backward: dx = dy or a dy, and da adds up x dy over the numbers below zero. The slopes are no
 * weights: a penalty that pulls them to zero would make ReLUs of them. Source: He, Zhang, Ren
 * and Sun 2015.
 */
template <typename T>
class PReLU final : public Layer<T> {
 public:
  /** A unit for images of `channels` channels, a slope each, or with 1 a slope for all; `slope`
   * to begin with. */
  explicit PReLU(std::size_t channels = 1, T slope = T(0.25));

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  [[nodiscard]] Cost cost(const Shape& x) const override { return {0, x.size() * sizeof(T)}; }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override { return {{"slope", &slope_}}; }

  /** The slopes below zero, 1 x C x 1 x 1. */
  Parameter<T>& slope() { return slope_; }

 private:
  Parameter<T> slope_;
};

/**
 * The randomized leaky rectified linear unit: the slope below zero is drawn for every number
 * from `low` to `high` while learning, and is their mean in use.
 *
 * Backward goes through the very slopes that were drawn. Source: Xu, Wang, Chen and Li 2015.
 */
template <typename T>
class RReLU final : public Layer<T> {
 public:
  /** A unit with slopes in [low, high]; throws an Error unless 0 <= low <= high and both are
   * finite. */
  explicit RReLU(T low = T(1) / 8, T high = T(1) / 3);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
  [[nodiscard]] Cost cost(const Shape& x) const override { return {0, x.size() * sizeof(T)}; }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  T low_, high_;
};

}  // namespace dln
