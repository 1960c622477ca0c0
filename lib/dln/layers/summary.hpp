/**
 * @file
 * What a network is made of, and what it costs.
 */
#pragma once

#include "dln/layers/layer.hpp"

namespace dln {

/** One layer of a network in a summary; a layer with parts stands for all of them. */
struct LayerSummary {
  std::size_t depth = 0;  ///< 0 for the network, 1 for its layers, and so on
  std::string path;       ///< as in its parameters' paths: `trunk.3`
  std::string part;       ///< its name there: `3`
  std::string name;  ///< of a layer without parts its class and sizes, of others their class
  Shape output;      ///< for the input that was asked for
  std::size_t parameters = 0;     ///< weights and biases, each counted where it first stands
  std::size_t multiply_adds = 0;  ///< of forward, for the whole batch
  std::size_t predict_bytes =
      0;  ///< the largest input and output that exist at once in a prediction
  std::size_t training_bytes = 0;  ///< what forward keeps for backward
};

/**
 * The layers of a network for an input, each before its parts.
 *
 * A prediction holds a layer's input and output, and beside them the input of every sum and
 * concatenation around it and what these have of their own output. Scratch of the convolutions
 * is not counted.
 * @throws Error if a layer cannot take what comes in
 */
template <typename T>
std::vector<LayerSummary> summary(Layer<T>& network, const Shape& x);

/** A summary as a table for a terminal, 80 columns: the tree, output shapes, parameters,
 * multiply-adds, memory. */
std::string to_string(const std::vector<LayerSummary>& layers);

}  // namespace dln
