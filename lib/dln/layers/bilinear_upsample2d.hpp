/**
 * @file
 * Up-sampling by linear interpolation on both axes.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * Bilinear up-sampling: every pixel of the larger image is a mean of the four around its place
 * in the smaller one, weighted by how near they are.
 *
 * Pixel i of an axis lies at (i + 1/2) / factor - 1/2 of the smaller axis, so that both images
 * cover the same field; at a place t between the pixels k and k + 1,
 * y = (k + 1 - t) x(k) + (t - k) x(k + 1), and beyond the outermost pixel's middle it is that
 * pixel. Backward is the transposed map: every dy is shared by the same weights.
 *
 * Source: Odena, Dumoulin and Olah 2016, Deconvolution and Checkerboard Artifacts; chapter 11.
 */
template <typename T>
class BilinearUpsample2d final : public Layer<T> {
 public:
  /** A layer; throws Error if the factor is 0. */
  explicit BilinearUpsample2d(std::size_t factor = 2);

  [[nodiscard]] std::string name() const override {
    return "BilinearUpsample2d(" + std::to_string(factor_) + ")";
  }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return {x.examples, x.channels, x.height * factor_, x.width * factor_};
  }
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] Cost cost(const Shape& x) const override;

 private:
  std::size_t factor_;
};

}  // namespace dln
