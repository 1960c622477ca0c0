/**
 * @file
 * The sum of branches.
 */
#pragma once

#include "dln/layers/container.hpp"

namespace dln {

/**
 * Branches that see the same input and whose outputs, of one shape, are added: y = f_1(x) + ...
 * + f_k(x).
 *
 * An empty Sequential as a branch is the input itself: with it, a sum is a residual block (He,
 * Zhang, Ren and Sun 2016). Backward: dy goes into every branch, and what comes out of them is
 * added, for x was used k times.
 */
template <typename T>
class Sum final : public Container<T> {
 public:
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 protected:
  [[nodiscard]] std::string kind() const override { return "Sum"; }
};

}  // namespace dln
