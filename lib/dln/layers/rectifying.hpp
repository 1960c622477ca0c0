/**
 * @file
 * Relatives of the ReLU that let something through below zero: leaky ReLU, ELU, GELU.
 */
#pragma once

#include "dln/layers/activation.hpp"

namespace dln {

/**
 * The leaky rectified linear unit, y = x above zero and `slope` x below.
 *
 * Where a ReLU is dead it still passes a gradient of `slope` dy. Source: Maas, Hannun and Ng
 * 2013.
 */
template <typename T>
class LeakyReLU final : public Activation<T> {
 public:
  /** A unit with this slope below zero; throws an Error unless it is finite. */
  explicit LeakyReLU(T slope = T(0.01));
  [[nodiscard]] std::string name() const override;

 protected:
  using typename Activation<T>::Numbers;
  void apply(Numbers& x) const override;
  void apply_slope(Numbers& dy, const Numbers& x) const override;

 private:
  T slope_;
};

/**
 * The exponential linear unit, y = x above zero and exp(x) - 1 below, which ends at -1.
 *
 * Its slope below zero is y + 1. Source: Clevert, Unterthiner and Hochreiter 2016.
 */
template <typename T>
class ELU final : public Activation<T> {
 public:
  ELU() : Activation<T>(Activation<T>::From::output) {}
  [[nodiscard]] std::string name() const override { return "ELU"; }

 protected:
  using typename Activation<T>::Numbers;
  void apply(Numbers& x) const override;
  void apply_slope(Numbers& dy, const Numbers& y) const override;
};

/**
 * The Gaussian error linear unit, y = x Phi(x), Phi the distribution function of the standard
 * Gaussian.
 *
 * Its slope is Phi(x) + x phi(x). It falls a little before it rises, so it is not monotone.
 * Source: Hendrycks and Gimpel 2016.
 */
template <typename T>
class GELU final : public Activation<T> {
 public:
  GELU() : Activation<T>(Activation<T>::From::input) {}
  [[nodiscard]] std::string name() const override { return "GELU"; }

 protected:
  using typename Activation<T>::Numbers;
  void apply(Numbers& x) const override;
  void apply_slope(Numbers& dy, const Numbers& x) const override;
};

}  // namespace dln
