/**
 * @file
 * The global average pooling layer.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The mean of every channel: C x H x W becomes C x 1 x 1, for images of any size.
 *
 * Backward: every pixel of a channel gets dy / (H W).
 *
 * Source: Lin, Chen and Yan 2013, Network in Network.
 */
template <typename T>
class GlobalAveragePool final : public Layer<T> {
 public:
  [[nodiscard]] std::string name() const override { return "GlobalAveragePool"; }
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
};

}  // namespace dln
