/**
 * @file
 * What every layer can do.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/conv/geometry.hpp"
#include "dln/layers/pass.hpp"

namespace dln {

template <typename T>
class Layer;

/** A layer inside another, and what it is called there. */
template <typename T>
struct NamedLayer {
  std::string
      name;         ///< its number, or a name that the container was given; empty: not in paths
  Layer<T>* layer;  ///< lives as long as the container
};

/** What a layer costs for an input of some shape. */
struct Cost {
  std::size_t multiply_adds = 0;  ///< products summed in forward, for the whole batch
  std::size_t kept_bytes = 0;     ///< what forward keeps for backward
};

/**
 * A differentiable function y = f(x; parameters) from tensors to tensors.
 *
 * A layer owns its parameters and nothing else: what backward needs of forward travels in the
 * pass.
 * @tparam T float or double
 */
template <typename T>
class Layer {
 public:
  Layer() = default;
  /** Layers are passed by reference: the addresses of their parameters are their identity. */
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /** The class and its sizes, as in `Dense(784, 10)`. */
  [[nodiscard]] virtual std::string name() const = 0;

  /**
   * The shape that comes out when something of the shape `x` goes in.
   * @throws Error if the layer cannot take it
   */
  [[nodiscard]] virtual Shape output_shape(const Shape& x) const = 0;

  /**
   * Computes y = f(x), and leaves in the pass what backward needs.
   * @param x the input; moved in where the caller has no more use for it
   * @param pass of this trip
   * @throws Error if the layer cannot take x
   */
  virtual Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const = 0;

  /**
   * Adds the parameters' gradients to the pass, and computes dx.
   * @param dy the gradient of the loss by y
   * @param pass the one that forward used
   * @return dx, the gradient of the loss by x; it may be empty where the pass does not want it
   */
  virtual Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const = 0;

  /** The layers inside, in the order of forward. */
  [[nodiscard]] virtual std::vector<NamedLayer<T>> parts() const { return {}; }

  /** What training may change; of a layer with parts, all that theirs have. */
  [[nodiscard]] virtual ParameterList<T> parameters();

  /** Whether a gradient changes any parameter in here. */
  [[nodiscard]] bool learns() const;

  /** What forward costs; of a layer with parts, see `summary`. */
  [[nodiscard]] virtual Cost cost(const Shape& /*x*/) const { return {}; }

  /** The rows that an output sees of the input, and how far on the next one looks; of a layer
   * with parts, see `receptive_field`. */
  [[nodiscard]] virtual conv::Window window() const { return {}; }
};

}  // namespace dln
