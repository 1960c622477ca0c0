/**
 * @file
 * What every layer can do.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/layers/pass.hpp"

namespace dln {

/**
 * A differentiable function y = f(x; parameters) from tensors to tensors.
 *
 * A layer owns its parameters and nothing else: what backward needs of forward travels in the pass.
 * @tparam T float or double
 */
template <typename T>
class Layer {
 public:
  Layer() = default;
  /** Layers are passed by reference: the addresses of their parameters are their identity. */
  Layer(const Layer&) = delete;
  /** Layers are passed by reference. @return never */
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /** The class and its sizes, as in `Dense(784, 10)`. @return the text */
  [[nodiscard]] virtual std::string name() const = 0;

  /**
   * The shape that comes out when `x` goes in.
   * @param x the input's shape
   * @return the output's
   * @throws Error if the layer cannot take it
   */
  [[nodiscard]] virtual Shape output_shape(const Shape& x) const = 0;

  /**
   * Computes y = f(x).
   * @param x the input; moved in where the caller has no more use for it
   * @param pass keeps what backward needs
   * @return y
   * @throws Error if the layer cannot take x
   */
  virtual Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const = 0;

  /**
   * Computes dx from dy, and adds the parameters' gradients to the pass.
   * @param dy the gradient of the loss by y
   * @param pass the one that forward used
   * @return dx, the gradient of the loss by x
   */
  virtual Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const = 0;

  /** The numbers that training may change. @return pointers that live as long as the layer */
  [[nodiscard]] virtual std::vector<Parameter<T>*> parameters() { return {}; }
};

}  // namespace dln
