/**
 * @file
 * Dropout: units left out at random while learning.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/** Where dropout makes up for the units that are left out. */
enum class Scaling {
  in_training,  ///< inverted dropout: kept numbers are divided by the keep probability, and
                ///< test mode changes nothing
  at_test  ///< plain dropout: training only leaves out, and test mode multiplies by the keep
           ///< probability
};

/**
 * Dropout: while learning every number is kept with probability p, and is zero otherwise, by
 * itself.
 *
 * With a mask m of ones and zeros, inverted: y = x m / p, and y = x in test mode. Plain: y = x
 * m, and y = p x in test mode. Either way test mode gives the expectation of training. Backward
 * takes the same way: dx = dy m / p, or dy m.
 *
 * Beware: p is the probability to *keep*; other texts and libraries name the one to drop so.
 * Masks are drawn from the pass by one thread, anew in every forward. Source: Srivastava et al.
 * 2014; chapter 06, Two ways to scale.
 */
template <typename T>
class Dropout final : public Layer<T> {
 public:
  /** Keeps with this probability; throws an Error unless it is in (0, 1]. */
  explicit Dropout(double keep, Scaling scaling = Scaling::in_training);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
  [[nodiscard]] Cost cost(const Shape& x) const override {
    return {0, x.size()};
  }  // a byte each
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  [[nodiscard]] T factor(Mode mode) const;  // of what is kept

  double keep_;
  Scaling scaling_;
};

}  // namespace dln
