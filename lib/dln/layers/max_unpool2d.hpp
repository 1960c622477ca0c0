/**
 * @file
 * Max pooling that is undone further up, at the places that it kept.
 */
#pragma once

#include "dln/layers/pooling.hpp"
#include "dln/layers/sequential.hpp"

namespace dln {

/**
 * Max pooling, other layers, and unpooling: what comes out of them is put back where the pool
 * had found its greatest pixels, between zeros.
 *
 * Two layers in one, as both need the same places; what stands between them is `inside()`, and
 * has at its end the shape that it had at its beginning. With g the gathering of the greatest
 * pixels, y = gᵀ(f(g(x))); so backward does the same with dy, only with f's backward:
 * dx = gᵀ(f'(g(dy))). Windows must not overlap, or two could put back to one place.
 *
 * Source: Zeiler and Fergus 2014; Badrinarayanan, Kendall and Cipolla 2017, SegNet; chapter 11.
 */
template <typename T>
class MaxUnpool2d final : public Container<T> {
 public:
  /** A layer with nothing inside; throws Error if windows overlap. @param window of the pool */
  explicit MaxUnpool2d(const Pooling& window = {});

  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

  /** The layers between pooling and unpooling. */
  Sequential<T>& inside() { return inside_; }

 protected:
  [[nodiscard]] std::string kind() const override { return "MaxUnpool2d"; }

 private:
  Pooling window_;
  Sequential<T>& inside_;
};

}  // namespace dln
