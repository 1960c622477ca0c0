/**
 * @file
 * Up-sampling by repetition.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Nearest-neighbour up-sampling: every pixel becomes a square of `factor` x `factor` equal
 * ones.
 *
 * y(i, j) = x(floor(i / factor), floor(j / factor)). Backward: dx adds up the dy of its square.
 *
 * Source: Odena, Dumoulin and Olah 2016, Deconvolution and Checkerboard Artifacts.
 */
template <typename T>
class NearestUpsample2d final : public Layer<T> {
 public:
  /** A layer; throws Error if the factor is 0. */
  explicit NearestUpsample2d(std::size_t factor = 2);

  [[nodiscard]] std::string name() const override {
    return "NearestUpsample2d(" + std::to_string(factor_) + ")";
  }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return {x.examples, x.channels, x.height * factor_, x.width * factor_};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::size_t factor_;
};

}  // namespace dln
