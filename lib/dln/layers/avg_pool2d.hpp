/**
 * @file
 * The average pooling layer.
 */
#pragma once

#include "dln/layers/layer.hpp"
#include "dln/layers/pooling.hpp"

namespace dln {

/**
 * Average pooling: the mean of every window's pixels, channel by channel.
 *
 * Only pixels of the image count: a window that lies half in the padding is the mean of its
 * other half. Backward: each dy is shared equally among the pixels that its window saw.
 *
 * Source: chapter 08.
 */
template <typename T>
class AvgPool2d final : public Layer<T> {
 public:
  /** A layer. @param window what slides over the images */
  explicit AvgPool2d(const Pooling& window = {}) : window_(window) {}

  [[nodiscard]] std::string name() const override {
    return "AvgPool2d(" + window_.text() + ")";
  }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return window_.output_shape("AvgPool2d", x);
  }
  [[nodiscard]] conv::Window window() const override {
    return {window_.height, window_.stride_height};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  Pooling window_;
};

}  // namespace dln
