/**
 * @file
 * Layers one after the other.
 */
#pragma once

#include "dln/layers/container.hpp"

namespace dln {

/**
 * A network whose layers stand in a row, y = f_k(... f_2(f_1(x))), itself a layer; without any,
 * y = x.
 *
 * Backward is the chain rule: the gradient goes through the layers in the opposite order, down
 * to the first that learns where nobody wants dx. What stands below that one keeps nothing and
 * is not run backward.
 */
template <typename T>
class Sequential final : public Container<T> {
 public:
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 protected:
  [[nodiscard]] std::string kind() const override { return "Sequential"; }

 private:
  [[nodiscard]] std::size_t first_backward(const Pass<T>& pass) const;
};

}  // namespace dln
