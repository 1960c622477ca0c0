/**
 * @file
 * The rectified linear unit.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The rectified linear unit, y = max(0, x), number by number.
 *
 * Backward: dx = dy where x > 0, and 0 elsewhere (also at the kink x = 0, where the function
 * has no derivative).
 *
 * Source: Nair and Hinton 2010; chapter 02, The kink.
 */
template <typename T>
class ReLU final : public Layer<T> {
 public:
  [[nodiscard]] std::string name() const override { return "ReLU"; }
  [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
  [[nodiscard]] Cost cost(const Shape& x) const override {
    return {0, x.size()};
  }  // a byte each
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
};

}  // namespace dln
