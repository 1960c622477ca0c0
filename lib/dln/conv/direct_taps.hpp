/**
 * @file
 * A convolution as taps: which input pixels an output pixel reads, for the forward pass and for backward_data alike.
 */
#pragma once

#include <cstddef>
#include <vector>

#include "dln/conv/geometry.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/vector.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::direct {

/** One position of the kernel, and where it reads relative to the output pixel's own position in the input. */
struct Tap {
  std::size_t kernel;  ///< r S + s
  std::ptrdiff_t row;
  std::ptrdiff_t column;
};

/**
 * Output pixels that use the same taps: those at (first_row + u step, first_column + v step).
 * The forward pass has one phase; backward_data has one for each remainder of the position by the stride.
 */
struct Phase {
  std::size_t first_row;
  std::size_t first_column;
  std::size_t rows;
  std::size_t columns;
  std::vector<Tap> taps;  ///< in the order of memory
};

/** One group of a convolution from the images that are read to the images that are written. */
struct Layer {
  std::size_t groups;
  std::size_t channels, height, width;         ///< read
  std::size_t filters, out_height, out_width;  ///< written
  std::size_t taps;                            ///< R S
  std::size_t in_step_row, in_step_column;     ///< from one output of a phase to the next, in the input
  std::size_t out_step_row, out_step_column;   ///< the same in the output
  std::vector<Phase> phases;
  std::ptrdiff_t first_row, first_column;  ///< the least position that a tap adds
  std::ptrdiff_t last_row, last_column;    ///< the greatest
};

/** From x to y: position (p stride + r dilation - padding). */
Layer forward_layer(const Geometry& g);

/** From dy to dx: pixel i was seen by output (i + padding - r dilation) / stride where that is a whole number. */
Layer backward_layer(const Geometry& g);

/** Blocks of filters that one register tile covers. */
template <typename T>
constexpr std::size_t filter_blocks(std::size_t filters) {
  return ceil_divide(filters, tile_columns<T>);
}

/** Distances in the weights between neighbouring filters and neighbouring channels of a layer. */
struct WeightStrides {
  std::size_t filter;
  std::size_t channel;
};

/** As forward sees them, or as backward_data does, where filters and channels change places. */
WeightStrides weight_strides(const Geometry& g, Pass pass);

/**
 * Packs one channel of a block of filters: tap by tap in the order of the phases, tile_columns filters side by side.
 * @param weight of the group
 * @param filter,channel the block's first filter, and the channel
 * @param block taps x channels x tile_columns
 */
template <typename T>
void pack_filters(const Layer& layer, const T* weight, WeightStrides strides, std::size_t filter, std::size_t channel,
                  T* block);

}  // namespace dln::conv::direct
