/**
 * @file
 * From images to plain rows of features.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/** Forgets what is a channel, a row and a column: C x H x W becomes (C H W) x 1 x 1. No number
 * moves or changes. */
template <typename T>
class Flatten final : public Layer<T> {
 public:
  [[nodiscard]] std::string name() const override { return "Flatten"; }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return {x.examples, x.features(), 1, 1};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
};

}  // namespace dln
