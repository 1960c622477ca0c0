/**
 * @file
 * The convolution layer.
 */
#pragma once

#include <optional>

#include "dln/conv/dispatch.hpp"
#include "dln/initializers/initializers.hpp"
#include "dln/layers/layer.hpp"

namespace dln {

/** Whether a layer adds a bias: a batch normalization behind it takes every mean away, and
 * needs none.
 */
enum class Bias { learnt, none };

/**
 * The convolution layer: every filter slides over every image, y(k) = b(k) + sum over channels
 * c of w(k, c) * x(c).
 *
 * It is a cross-correlation, as everywhere in the field: the filter is not turned. With sizes
 * (an axis each) P = floor((H + padding - span) / stride) + 1. Backward: dx spreads dy over the
 * pixels that each output saw, dw adds up what each weight was multiplied with, db adds up dy.
 *
 * Source: LeCun and others 1989; chapter 08.
 */
template <typename T>
class Conv2d final : public Layer<T> {
 public:
  /**
   * A layer with weights drawn and biases at zero.
   * @param geometry kernel, stride, padding, dilation, channels, filters and groups; the height
   * and width of the images are taken from what comes in, so one layer serves images of any
   * size
   * @param initializer what the weights start as, with a fan-in of C/groups R S and a fan-out
   * of K/groups R S
   * @param random where they are drawn from
   * @param algorithm how to compute it; left out, the cost model chooses by shape
   */
  Conv2d(const conv::Geometry& geometry, const Initializer<T>& initializer, Random random,
         std::optional<conv::Algorithm> algorithm = {});
  /** The same, with a bias or none. */
  Conv2d(const conv::Geometry& geometry, const Initializer<T>& initializer, Random random,
         Bias bias);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override;
  [[nodiscard]] Cost cost(const Shape& x) const override;
  [[nodiscard]] conv::Window window() const override;

  /** The filters, K x C/groups x R x S. */
  Parameter<T>& weight() { return weight_; }
  /** The biases, 1 x K x 1 x 1; zeros that nobody learns where the layer has none. */
  Parameter<T>& bias() { return bias_; }

  /**
   * The convolution that images of this shape get.
   * @param x the input's shape
   * @return the geometry, with the height and width of x
   * @throws Error if the channels differ or the kernel does not fit into the padded image
   */
  [[nodiscard]] conv::Geometry geometry(const Shape& x) const;

 private:
  conv::Geometry geometry_;
  std::optional<conv::Algorithm> algorithm_;
  Bias has_bias_ = Bias::learnt;
  Parameter<T> weight_;
  Parameter<T> bias_;
};

}  // namespace dln
