/**
 * @file
 * Layers that are wrong on purpose, to see that a gradient check bites.
 */
#pragma once

#include <vector>

#include "dln/layers/layer.hpp"

namespace dln::gradcheck {

/** A mistake that people make in backward. */
enum class Mistake {
  none,              ///< backward as it should be
  sign,              ///< the gradients have the wrong sign
  twice,             ///< the gradients are twice too large
  divided_by_batch,  ///< the gradients are divided by the batch size once too often
  transposed,        ///< the weight's gradient is transposed
  overwritten,       ///< the parameters' gradients are assigned, not added to
  all_zero,          ///< the gradients are never computed
  mask,  ///< the input's gradient passes where it should be blocked, and the other way round
  edges  ///< the input's gradient is left out at the border of the image
};

/** Every mistake, in order. @return the mistakes, `none` first */
std::vector<Mistake> all_mistakes();

/** What a mistake is called in tables. @param mistake which @return a few words */
std::string name_of(Mistake mistake);

/** Another layer with a mistake planted in its backward. */
class Planted final : public Layer<double> {
 public:
  /** A wrong version of a layer, which must live longer. */
  Planted(Layer<double>& layer, Mistake mistake) : layer_(layer), mistake_(mistake) {}

  [[nodiscard]] std::string name() const override { return layer_.name(); }
  [[nodiscard]] Shape output_shape(const Shape& x) const override {
    return layer_.output_shape(x);
  }
  Tensor<double> forward(Tensor<double> x, Pass<double>& pass) const override;
  Tensor<double> backward(Tensor<double> dy, Pass<double>& pass) const override;
  [[nodiscard]] ParameterList<double> parameters() override { return layer_.parameters(); }

 private:
  Layer<double>& layer_;
  Mistake mistake_;
};

}  // namespace dln::gradcheck
