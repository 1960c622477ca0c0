/**
 * @file
 * A convolution as taps: which input pixels an output pixel reads, for the forward pass and for
 * backward_data alike.
 *
 * The two axes are independent, so each is described alone. Positions that see the same taps of
 * the kernel form runs: one in the middle of the image, and short ones at its borders, where
 * some taps would read padding and are left out.
 */
#pragma once

#include <cstddef>

#include "dln/conv/geometry.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/visible.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::direct {

/**
 * One axis of a layer, from the image that is read to the image that is written. Taps are
 * numbered so that a later one reads further right: tap t is the kernel's t forward, and its
 * taps - 1 - t in backward_data.
 */
struct Axis {
  std::size_t read;     ///< extent of the image that is read
  std::size_t written;  ///< extent of the image that is written
  std::size_t taps;     ///< of the kernel
  /** Tap t of position i looks at (i position_scale + t dilation - padding) / tap_scale, if
   * that is a whole number. */
  std::size_t position_scale;
  std::size_t tap_scale;   ///< the stride in backward_data, else 1
  std::size_t dilation;    ///< of the kernel
  std::ptrdiff_t padding;  ///< before the image
  std::size_t tap_step;    ///< from one tap that a position sees to the next
};

/**
 * tap_scale times where a position looks through a tap.
 * @param axis of the layer
 * @param position that is written
 * @param tap of the kernel
 * @return it may lie outside the image, and between two pixels
 */
constexpr std::ptrdiff_t scaled_position(const Axis& axis, std::size_t position,
                                         std::size_t tap) {
  return std::ptrdiff_t(position * axis.position_scale + tap * axis.dilation) - axis.padding;
}

/** Positions first, first + tap_scale, ... that see the same taps. */
struct Run {
  std::size_t first;     ///< position that is written
  std::size_t count;     ///< of positions
  std::size_t tap;       ///< the first that they see
  std::size_t taps;      ///< how many, the axis's tap_step apart
  std::size_t position;  ///< that is read by `first` through `tap`
};

/**
 * The longest run from a position on.
 * @param axis of the layer
 * @param first its first position
 * @param end position before which it ends
 * @return the run
 */
Run run_from(const Axis& axis, std::size_t first, std::size_t end);

/**
 * What some positions read.
 * @param axis of the layer
 * @param written the positions, not none
 * @return at least those that they read
 */
Range read_range(const Axis& axis, Range written);

/**
 * Calls body(run) for all runs of some positions.
 * @param axis of the layer
 * @param written the positions, the first a multiple of tap_scale
 * @param body what to call
 */
template <typename Body>
void for_each_run(const Axis& axis, Range written, const Body& body) {
  for (std::size_t phase = 0; phase < axis.tap_scale; ++phase)
    for (std::size_t i = written.begin + phase; i < written.end;) {
      const Run run = run_from(axis, i, written.end);
      body(run);
      i += run.count * axis.tap_scale;
    }
}

/** One group of a convolution from the images that are read to the images that are written. */
struct Layer {
  std::size_t groups;          ///< in a layer
  std::size_t channels;        ///< of the images that are read
  std::size_t filters;         ///< of the images that are written
  Axis rows;                   ///< down
  Axis columns;                ///< to the right
  std::size_t filter_stride;   ///< in the weights, from one filter to the next
  std::size_t channel_stride;  ///< in the weights, from one channel to the next
  bool reversed;               ///< whether the taps are, as in backward_data

  /** R S. @return taps of the kernel */
  std::size_t taps() const { return rows.taps * columns.taps; }
};

/**
 * From x to y, or from dy to dx, where filters and channels change places.
 * @param g the convolution
 * @param direction forward or backward_data
 * @return its group
 */
Layer make_layer(const Geometry& g, Direction direction);

/**
 * Blocks of filters that one register tile covers.
 * @param filters of a group
 * @return the number
 */
template <typename T>
constexpr std::size_t filter_blocks(std::size_t filters) {
  return ceil_divide(filters, tile_columns<T>);
}

/**
 * Filters of such a block, but for the last: the fewest whole vectors with which filter_blocks
 * blocks hold all filters.
 * @param filters of a group
 * @return the number
 */
template <typename T>
constexpr std::size_t block_filters(std::size_t filters) {
  return round_up(ceil_divide(filters, filter_blocks<T>(filters)), lanes<T>);
}

/**
 * Packs one channel of a block of filters: tap by tap in the order of the layer, tile_columns
 * filters side by side.
 * @param layer one group of the convolution
 * @param weight of the group
 * @param block number of the block
 * @param channel which
 * @param packed taps x channels x tile_columns
 */
template <typename T>
void pack_filters(const Layer& layer, const T* weight, std::size_t block, std::size_t channel,
                  T* packed);

}  // namespace dln::conv::direct
