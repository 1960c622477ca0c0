/**
 * @file
 * Channels of zeros.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The input's channels between channels of zeros: y = [0, x, 0].
 *
 * Backward: dx is what dy has for the channels of x; nothing can be learnt of the zeros.
 *
 * Source: He, Zhang, Ren and Sun 2016, a shortcut to more channels without weights ("option
 * A").
 */
template <typename T>
class PadChannels final : public Layer<T> {
 public:
  /** So many channels of zeros before the input's, and behind them. */
  PadChannels(std::size_t before, std::size_t behind) : before_(before), behind_(behind) {}

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  /** Throws an Error if dy has no channels left for x. */
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::size_t before_, behind_;
};

}  // namespace dln
