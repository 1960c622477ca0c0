/**
 * @file
 * What is timed: the layers, and one layer's pass with its tensors.
 */
#pragma once

#include <array>
#include <boost/align/aligned_allocator.hpp>
#include <vector>

#include "dln/conv/geometry.hpp"

namespace dln::bench {

/** Floats that begin on a cache line, as every rival allocates them. */
using Numbers = std::vector<float, boost::alignment::aligned_allocator<float, 64>>;

/** A layer of a well-known network. */
struct Layer {
  const char* name;
  conv::Geometry geometry;
};

/**
 * The fixed list: VGG's and ResNet's 3 x 3 layers first, then the other kinds of convolution.
 */
const std::vector<Layer>& layers();

/** The three passes, in the order of the table. */
inline constexpr std::array passes{conv::Direction::forward, conv::Direction::backward_data,
                                   conv::Direction::backward_weights};

/** "forward", "backward_data" or "backward_weights". */
const char* name(conv::Direction pass);

/** One layer, pass and batch size. Every path reads the same inputs and brings its output to
 * `result`. */
struct Case {
  Layer layer;
  conv::Direction pass;
  std::size_t batch;  ///< N
  Numbers x;          ///< N x C x H x W
  Numbers weight;     ///< K x C/groups x R x S
  Numbers dy;         ///< N x K x P x Q
  Numbers result{};   ///< as y, x or the weights, by the pass

  /** Draws the inputs between -1 and 1; the result is zero. */
  Case(const Layer& layer, conv::Direction pass, std::size_t batch);
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;
  ~Case() = default;

  /** Floating-point operations of the definition. */
  [[nodiscard]] double flops() const { return conv::flops(layer.geometry, batch); }
};

}  // namespace dln::bench
