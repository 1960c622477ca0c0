/**
 * @file
 * Layers one after the other.
 */
#pragma once

#include <memory>

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * A network whose layers stand in a row, y = f_k(... f_2(f_1(x))), itself a layer.
 *
 * Backward is the chain rule: the gradient goes through the layers in the opposite order.
 */
template <typename T>
class Sequential final : public Layer<T> {
 public:
  /**
   * Adds a layer behind the others.
   * @param arguments what the layer's constructor takes
   * @return the layer
   */
  template <typename Added, typename... Arguments>
  Added& add(Arguments&&... arguments) {
    auto layer = std::make_unique<Added>(std::forward<Arguments>(arguments)...);
    Added& added = *layer;
    layers_.push_back(std::move(layer));
    return added;
  }

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] std::vector<Parameter<T>*> parameters() override;

 private:
  std::vector<std::unique_ptr<Layer<T>>> layers_;
};

}  // namespace dln
