/**
 * @file
 * Penalties on large weights.
 */
#pragma once

#include <string>

#include "dln/layers/pass.hpp"

namespace dln {

/**
 * A penalty R(w) added to the loss, whatever the data say.
 * @tparam T float or double
 */
template <typename T>
class Regularizer {
 public:
  /** The penalty's factor, lambda; throws an Error unless it is finite and at least 0. */
  explicit Regularizer(T strength);
  /** Regularizers are passed by reference. */
  Regularizer(const Regularizer&) = delete;
  Regularizer& operator=(const Regularizer&) = delete;
  virtual ~Regularizer() = default;

  /** The class and its strength, as in `L2(0.001)`. */
  [[nodiscard]] virtual std::string name() const = 0;
  /** R(w). */
  [[nodiscard]] virtual double forward(const Tensor<T>& weight) const = 0;
  /** Adds dR/dw to `dweight`, of the same shape. */
  virtual void backward(const Tensor<T>& weight, Tensor<T>& dweight) const = 0;

  /** The factor lambda, at least 0. */
  [[nodiscard]] T strength() const { return strength_; }

 private:
  T strength_;
};

/**
 * R(w) = lambda/2 * sum of w^2; the half makes the gradient plain lambda * w.
 *
 * It weighs heavily on peaks and prefers many small weights. Source: chapter 01, Of two weights
 * that fit equally well.
 */
template <typename T>
class L2 final : public Regularizer<T> {
 public:
  using Regularizer<T>::Regularizer;
  [[nodiscard]] std::string name() const override;
  [[nodiscard]] double forward(const Tensor<T>& weight) const override;
  void backward(const Tensor<T>& weight, Tensor<T>& dweight) const override;
};

/**
 * R(w) = lambda * sum of |w|, with gradient lambda * sign(w), and 0 at the kink w = 0.
 *
 * It pulls every weight towards zero with the same force, and so makes many of them nearly
 * zero.
 */
template <typename T>
class L1 final : public Regularizer<T> {
 public:
  using Regularizer<T>::Regularizer;
  [[nodiscard]] std::string name() const override;
  [[nodiscard]] double forward(const Tensor<T>& weight) const override;
  void backward(const Tensor<T>& weight, Tensor<T>& dweight) const override;
};

/**
 * The elastic net, both penalties at once: R(w) = l1 * sum of |w| + l2/2 * sum of w^2, with
 * gradient l1 * sign(w) + l2 * w.
 *
 * Its strength is l1 + l2. Source: Zou and Hastie 2005.
 */
template <typename T>
class ElasticNet final : public Regularizer<T> {
 public:
  /** Two penalties; throws an Error unless both factors are finite and at least 0. */
  ElasticNet(T l1, T l2) : Regularizer<T>(l1 + l2), l1_(l1), l2_(l2) {}
  [[nodiscard]] std::string name() const override;
  [[nodiscard]] double forward(const Tensor<T>& weight) const override;
  void backward(const Tensor<T>& weight, Tensor<T>& dweight) const override;

 private:
  L1<T> l1_;
  L2<T> l2_;
};

/**
 * Penalizes the weights that learn, but no biases and no statistics: adds their gradients to
 * the pass.
 * @return the penalties' sum
 */
template <typename T>
double penalize(const Regularizer<T>& regularizer, const ParameterList<T>& parameters,
                Pass<T>& pass);

}  // namespace dln
