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
  std::size_t kernel;     ///< r S + s
  std::ptrdiff_t row;     ///< rows down
  std::ptrdiff_t column;  ///< columns to the right
};

/**
 * Output pixels that use the same taps: those at (first_row + u step, first_column + v step).
 * The forward pass has one phase; backward_data has one for each remainder of the position by the stride.
 */
struct Phase {
  std::size_t first_row;     ///< of the output
  std::size_t first_column;  ///< of the output
  std::size_t rows;          ///< that this phase has
  std::size_t columns;       ///< that this phase has
  std::vector<Tap> taps;     ///< in the order of memory
};

/** One group of a convolution from the images that are read to the images that are written. */
struct Layer {
  std::size_t groups;           ///< in a layer
  std::size_t channels;         ///< of the images that are read
  std::size_t height;           ///< of those
  std::size_t width;            ///< of those
  std::size_t filters;          ///< of the images that are written
  std::size_t out_height;       ///< of those
  std::size_t out_width;        ///< of those
  std::size_t taps;             ///< R S
  std::size_t in_step_row;      ///< from one output of a phase to the next, in rows of the input
  std::size_t in_step_column;   ///< and in its columns
  std::size_t out_step_row;     ///< the same in rows of the output
  std::size_t out_step_column;  ///< and in its columns
  std::vector<Phase> phases;    ///< by the taps that outputs use
  std::ptrdiff_t first_row;     ///< the least row that a tap adds
  std::ptrdiff_t first_column;  ///< the least column
  std::ptrdiff_t last_row;      ///< the greatest row
  std::ptrdiff_t last_column;   ///< the greatest column
};

/**
 * From x to y: position (p stride + r dilation - padding).
 * @param g the convolution
 * @return its group
 */
Layer forward_layer(const Geometry& g);

/**
 * From dy to dx: pixel i was seen by output (i + padding - r dilation) / stride where that is a whole number.
 * @param g the convolution
 * @return its group
 */
Layer backward_layer(const Geometry& g);

/**
 * Blocks of filters that one register tile covers.
 * @param filters of a group
 * @return the number
 */
template <typename T>
constexpr std::size_t filter_blocks(std::size_t filters) {
  return ceil_divide(filters, tile_columns<T>);
}

/** Distances in the weights between neighbouring filters and neighbouring channels of a layer. */
struct WeightStrides {
  std::size_t filter;   ///< from one filter to the next
  std::size_t channel;  ///< from one channel to the next
};

/**
 * As forward sees them, or as backward_data does, where filters and channels change places.
 * @param g the convolution
 * @param pass forward, backward_data or backward_weights
 * @return the distances
 */
WeightStrides weight_strides(const Geometry& g, Pass pass);

/**
 * Packs one channel of a block of filters: tap by tap in the order of the phases, tile_columns filters side by side.
 * @param layer one group of the convolution
 * @param weight of the group
 * @param strides distances in the weights
 * @param filter,channel the block's first filter, and the channel
 * @param block taps x channels x tile_columns
 */
template <typename T>
void pack_filters(const Layer& layer, const T* weight, WeightStrides strides, std::size_t filter, std::size_t channel,
                  T* block);

}  // namespace dln::conv::direct
