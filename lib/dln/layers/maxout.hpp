/**
 * @file
 * The maxout unit.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Maxout, y(c) = max of x(k c), ..., x(k c + k - 1): the largest of k neighbouring channels.
 *
 * Behind a dense layer of k M neurons it is M units max(w1 x + b1, ..., wk x + bk), convex
 * functions made of k pieces. Backward: dy goes to the channel that won, the first of equal
 * ones. Source: Goodfellow and others 2013.
 */
template <typename T>
class Maxout final : public Layer<T> {
 public:
  /** A unit that takes the largest of this many pieces; throws an Error for none. */
  explicit Maxout(std::size_t pieces = 2);

  [[nodiscard]] std::string name() const override {
    return "Maxout(" + std::to_string(pieces_) + ")";
  }
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  [[nodiscard]] Cost cost(const Shape& x) const override {
    return {0, output_shape(x).size() * sizeof(std::uint32_t)};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::size_t pieces_;
};

}  // namespace dln
