/**
 * @file
 * The max pooling layer.
 */
#pragma once

#include "dln/layers/layer.hpp"
#include "dln/layers/pooling.hpp"

namespace dln {

/**
 * Max pooling: the greatest pixel of every window, channel by channel; the first of several
 * equal ones.
 *
 * Backward: each dy goes to the pixel that its window took, and adds up where windows overlap.
 * A window that holds what is not a number gives that, so a mistake before this layer stays
 * visible.
 *
 * Source: chapter 08.
 */
template <typename T>
class MaxPool2d final : public Layer<T> {
 public:
  /** A layer. @param window what slides over the images */
  explicit MaxPool2d(const Pooling& window = {}) : window_(window) {}

  [[nodiscard]] std::string name() const override {
    return "MaxPool2d(" + window_.text() + ")";
  }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return window_.output_shape("MaxPool2d", x);
  }
  [[nodiscard]] Cost cost(const Shape& x) const override;
  [[nodiscard]] conv::Window window() const override {
    return {window_.height, window_.stride_height};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  Pooling window_;
};

}  // namespace dln
