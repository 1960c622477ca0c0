/**
 * @file
 * The transposed convolution layer.
 */
#pragma once

#include <optional>

#include "dln/conv/dispatch.hpp"
#include "dln/initializers/initializers.hpp"
#include "dln/layers/layer.hpp"

namespace dln {

/** The pixels, below the stride, that the convolution turned round would have left over. */
struct Remainder {
  std::size_t height = 0;  ///< rows at the bottom
  std::size_t width = 0;   ///< columns on the far side
};

/**
 * The transposed convolution: a convolution with its passes exchanged, so that a stride makes
 * images larger.
 *
 * It is described by the convolution that it turns round, from C channels of H x W to K of
 * P x Q. Its input is N x K x P x Q, its output N x C x H x W: every input pixel spreads its
 * filter, times its value, over the output. Sizes, an axis each:
 * H = (P - 1) stride + span - padding + remainder, where a remainder of 0 ... stride - 1 is
 * free, as the convolution leads from all these H to the same P. Forward is that convolution's
 * backward_data and a bias a channel; backward, dx is its forward of dy, and the gradient of
 * the weights is its backward_weights with x and dy exchanged.
 *
 * Source: Zeiler, Krishnan, Taylor and Fergus 2010; Dumoulin and Visin 2016; chapter 11.
 */
template <typename T>
class ConvTranspose2d final : public Layer<T> {
 public:
  /**
   * A layer with weights drawn and biases at zero.
   * @param turned the convolution that is turned round: its K filters are the channels that
   * come in here, its C channels those that go out; its height and width are not read
   * @param initializer what the weights start as, with a fan-in of the products that an output
   * sums on average, K/groups R S / stride², and a fan-out of C/groups R S
   * @param random where they are drawn from
   * @param remainder rows and columns that are added to the smallest possible output
   * @param algorithm how to compute it; left out, the cost model chooses by shape
   * @throws Error if a remainder is not below its stride
   */
  ConvTranspose2d(const conv::Geometry& turned, const Initializer<T>& initializer,
                  Random random, Remainder remainder = {},
                  std::optional<conv::Algorithm> algorithm = {});

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
  [[nodiscard]] ParameterList<T> parameters() override {
    return {{"weight", &weight_}, {"bias", &bias_}};
  }
  [[nodiscard]] Cost cost(const Shape& x) const override;

  /** The filters, K x C/groups x R x S: those of the convolution turned round. */
  Parameter<T>& weight() { return weight_; }
  /** The biases, 1 x C x 1 x 1. */
  Parameter<T>& bias() { return bias_; }

  /**
   * The convolution turned round, for inputs of this shape.
   * @param x the input's shape, N x K x P x Q
   * @return the geometry, with the height and width of the output
   * @throws Error if the channels differ or the padding takes all of the output away
   */
  [[nodiscard]] conv::Geometry geometry(const Shape& x) const;

 private:
  conv::Geometry turned_;
  Remainder remainder_;
  std::optional<conv::Algorithm> algorithm_;
  Parameter<T> weight_;
  Parameter<T> bias_;
};

}  // namespace dln
