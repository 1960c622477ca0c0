/**
 * @file
 * The spatial soft argmax: where in a feature map the large numbers are.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/**
 * The mean place of each channel, its pixels weighted by a softmax over all of them: C x H x W
 * becomes 2 C numbers.
 *
 * \f[ p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}, \qquad y_{2c} = \sum_i p_i u_i, \qquad y_{2c+1} =
 * \sum_i p_i v_i, \f] where pixel i has its middle at u of the width and v of the height, both
 * between 0 and 1.
 *
 * The weights p sharpen with the numbers: at their limit, y is the place of the greatest, hence
 * the name.
 *
 * Backward: \f$ dx_i = p_i \big( (u_i - y_{2c})\,dy_{2c} + (v_i - y_{2c+1})\,dy_{2c+1} \big)
 * \f$.
 *
 * Source: Finn and others, Deep Spatial Autoencoders for Visuomotor Learning, 2016; chapter 15.
 */
template <typename T>
class SoftArgmax2d final : public Layer<T> {
 public:
  [[nodiscard]] std::string name() const override { return "SoftArgmax2d"; }
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;
};

/** The weights p of every channel, of the shape of x: what a soft argmax looks at. */
template <typename T>
Tensor<T> spatial_softmax(Tensor<T> x);

}  // namespace dln
