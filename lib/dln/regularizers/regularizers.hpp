/**
 * @file
 * Penalties on large weights.
 */
#pragma once

#include <string>

#include "dln/core/tensor.hpp"

namespace dln {

/**
 * A penalty R(w) added to the loss, whatever the data say.
 * @tparam T float or double
 */
template <typename T>
class Regularizer {
 public:
  /** A penalty. @param strength its factor, lambda, at least 0 @throws Error if it is negative or not a number */
  explicit Regularizer(T strength);
  /** Regularizers are passed by reference. */
  Regularizer(const Regularizer&) = delete;
  /** Regularizers are passed by reference. @return never */
  Regularizer& operator=(const Regularizer&) = delete;
  virtual ~Regularizer() = default;

  /** The class and its strength, as in `L2(0.001)`. @return the text */
  [[nodiscard]] virtual std::string name() const = 0;
  /** The penalty. @param weight any shape @return R(w) */
  [[nodiscard]] virtual T forward(const Tensor<T>& weight) const = 0;
  /** Its gradient. @param weight any shape @return dR/dw, of the same shape */
  [[nodiscard]] virtual Tensor<T> backward(const Tensor<T>& weight) const = 0;

  /** The factor lambda. @return at least 0 */
  [[nodiscard]] T strength() const { return strength_; }

 private:
  T strength_;
};

/**
 * R(w) = lambda/2 * sum of w²; the half makes the gradient plain lambda * w.
 *
 * It weighs heavily on peaks and prefers many small weights. Source: chapter 01, Of two weights that fit equally well.
 */
template <typename T>
class L2 final : public Regularizer<T> {
 public:
  using Regularizer<T>::Regularizer;
  [[nodiscard]] std::string name() const override;
  [[nodiscard]] T forward(const Tensor<T>& weight) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& weight) const override;
};

/**
 * R(w) = lambda * sum of |w|, with gradient lambda * sign(w), and 0 at the kink w = 0.
 *
 * It pulls every weight towards zero with the same force, and so makes many of them nearly zero.
 */
template <typename T>
class L1 final : public Regularizer<T> {
 public:
  using Regularizer<T>::Regularizer;
  [[nodiscard]] std::string name() const override;
  [[nodiscard]] T forward(const Tensor<T>& weight) const override;
  [[nodiscard]] Tensor<T> backward(const Tensor<T>& weight) const override;
};

}  // namespace dln
