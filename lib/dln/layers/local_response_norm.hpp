/**
 * @file
 * Local response normalization.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Local response normalization: a strong answer of one channel weakens its neighbours at the
 * same pixel.
 *
 * y(i) = x(i) / s(i)^beta with s(i) = k + alpha * sum of x(j)^2 over the `size` channels j
 * around i that exist. Backward: dx(j) = dy(j) / s(j)^beta - 2 alpha beta x(j) * sum over the
 * same neighbours i of dy(i) y(i) / s(i).
 *
 * Source: Krizhevsky, Sutskever and Hinton 2012; the defaults are theirs.
 */
template <typename T>
class LocalResponseNorm final : public Layer<T> {
 public:
  /**
   * A layer.
   * @param size n, how many neighbouring channels count, an odd number
   * @param alpha how much each of them counts
   * @param beta the power
   * @param k what is there without any answer, above 0
   * @throws Error if the size is even or k is not above 0
   */
  explicit LocalResponseNorm(std::size_t size = 5, double alpha = 1e-4, double beta = 0.75,
                             double k = 2);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
  [[nodiscard]] Cost cost(const Shape& x) const override {
    return {x.size() * size_, 2 * x.size() * sizeof(T)};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::size_t size_;
  T alpha_, beta_, k_;
};

}  // namespace dln
