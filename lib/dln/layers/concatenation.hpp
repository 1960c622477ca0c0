/**
 * @file
 * The concatenation of branches.
 */
#pragma once

#include "dln/layers/container.hpp"

namespace dln {

/**
 * Branches that see the same input, their channels one after the other: y = [f_1(x), ...,
 * f_k(x)].
 *
 * The outputs agree in height and width. An Inception block is one (Szegedy and others 2015);
 * with an empty Sequential, the input itself, as first branch it is U-Net's skip (Ronneberger,
 * Fischer and Brox 2015). Backward: every branch gets its own channels of dy, and what comes
 * out of the branches is added.
 */
template <typename T>
class Concatenation final : public Container<T> {
 public:
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 protected:
  [[nodiscard]] std::string kind() const override { return "Concatenation"; }
};

}  // namespace dln
