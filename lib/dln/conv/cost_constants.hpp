/**
 * @file
 * Numbers of the cost model: what machines do in a second, and what parts of the work take.
 * They were fitted to measured times; cost.cpp has the formulas.
 */
#pragma once

#include <cstddef>

#include "dln/conv/cache.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv::constants {

/** What a machine does, for one thread; the ratios between these decide, not their size. */
struct Machine {
  double cycles;           ///< in a second
  double vectors_a_cycle;  ///< that are multiplied and added: two of 32 bytes, or one of 64, on
                           ///< some machines two
  double cache_bytes;      ///< in a second, out of the LLC
  double memory_bytes;     ///< likewise, of weights out of memory
  double moved_bytes;      ///< likewise, of what goes to memory and comes back in one piece
  double waited;  ///< part of the reading of weights that is waited for, though there is work
                  ///< in between
  double begin_cycles;  ///< to begin a product of Strassen's, and to end it, as fitted to 1x1
                        ///< layers of many shapes
  double
      growth;  ///< part of the transform of a tile's point that grows with the side of the tile
  double weight_cycles;    ///< to transform a vector of weights; with few registers, that takes
                           ///< detours
  double gradient_cycles;  ///< to undo that
  double
      sliding;  ///< part of the products' rate that a kernel reaches which slides over an image
};

/** Whether there are registers enough for the transforms, which otherwise keep values in
 * memory. */
inline constexpr bool many_registers = vector_registers >= 32;

/** Fitted to the times of many layers on a machine of each kind. */
inline constexpr Machine machine = intel_server
                                       ? Machine{.cycles = 2.6e9,
                                                 .vectors_a_cycle = 2,
                                                 .cache_bytes = 22e9,
                                                 .memory_bytes = 12e9,
                                                 .moved_bytes = 22e9,
                                                 .waited = 0.6,
                                                 .begin_cycles = 160,
                                                 .growth = 1,
                                                 .weight_cycles = 6,
                                                 .gradient_cycles = 7,
                                                 .sliding = 0.4}
                                       : Machine{.cycles = 3.5e9,
                                                 .vectors_a_cycle = vector_is_line ? 1 : 2,
                                                 .cache_bytes = 30e9,
                                                 .memory_bytes = 15e9,
                                                 .moved_bytes = 15e9,
                                                 .waited = 0.2,
                                                 .begin_cycles = many_registers ? 48 : 72,
                                                 .growth = 0,
                                                 .weight_cycles = many_registers ? 3 : 6,
                                                 .gradient_cycles = many_registers ? 3 : 8,
                                                 .sliding = 0.95};

inline constexpr double cached_weights =
    24e6;  ///< bytes of weights that are read as if they stayed in the LLC
inline constexpr double start_seconds = 5e-6;   ///< to wake the threads once
inline constexpr double add_seconds = 0.35e-9;  ///< to add a sum to the gradient of a weight

/** Floating-point operations of products in a second. */
template <typename T>
inline constexpr double product_rate = double(2 * lanes<T>) *
                                       (machine.cycles * machine.vectors_a_cycle);

/** To bring an element of an image into its phase, or back. */
inline constexpr double phase_seconds = 1e-9;

/** The same for a weight of a kernel: few lie side by side. */
inline constexpr double kernel_seconds = 2e-9;

/** Vectors that a transform brings into another layout in a second. */
inline constexpr double transform_rate = machine.cycles / 12;

inline constexpr double gather_cycles = 11.5;   ///< to bring a vector of weights together
inline constexpr double few_gather_cycles = 4;  ///< the same, if tiles are few
inline constexpr double few_weight_cycles =
    2;  ///< then, to transform a vector and multiply it at once
inline constexpr double few_gradient_cycles =
    1.5;  ///< then, to undo a vector's transform in the gradient
inline constexpr double few_gradient_products =
    0.64;  ///< the part of the usual rate that its products then have

}  // namespace dln::conv::constants
