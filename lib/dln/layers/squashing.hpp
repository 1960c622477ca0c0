/**
 * @file
 * The activations that squash: sigmoid and tanh.
 */
#pragma once

#include "dln/layers/activation.hpp"

namespace dln {

/**
 * The logistic sigmoid, y = 1 / (1 + exp(-x)), between 0 and 1.
 *
 * Its slope y (1 - y) is 1/4 at most, and next to nothing where x is far from 0: there it
 * saturates. Source: chapter 03.
 */
template <typename T>
class Sigmoid final : public Activation<T> {
 public:
  Sigmoid() : Activation<T>(Activation<T>::From::output) {}
  [[nodiscard]] std::string name() const override { return "Sigmoid"; }

 protected:
  using typename Activation<T>::Numbers;
  void apply(Numbers& x) const override;
  void apply_slope(Numbers& dy, const Numbers& y) const override;
};

/**
 * The hyperbolic tangent, y = tanh x = 2 sigmoid(2x) - 1, between -1 and 1.
 *
 * Its slope is 1 - y², 1 at 0 and next to nothing far from it. Source: chapter 03.
 */
template <typename T>
class Tanh final : public Activation<T> {
 public:
  Tanh() : Activation<T>(Activation<T>::From::output) {}
  [[nodiscard]] std::string name() const override { return "Tanh"; }

 protected:
  using typename Activation<T>::Numbers;
  void apply(Numbers& x) const override;
  void apply_slope(Numbers& dy, const Numbers& y) const override;
};

}  // namespace dln
