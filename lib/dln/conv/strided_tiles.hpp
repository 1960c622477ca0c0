/**
 * @file
 * The transforms of Winograd's algorithm for stride 2, along an axis and for a tile; and how
 * its kernels lie in memory.
 */
#pragma once

#include <cstddef>

#include "dln/conv/strided.hpp"
#include "dln/conv/winograd_tiles.hpp"
#include "dln/conv/winograd_transform.hpp"

namespace dln::conv::strided {

/** Outputs of a tile on one side; backward_data writes twice as many pixels. */
inline constexpr std::size_t tile_outputs = 4;

/** What becomes of the pixels with even numbers. */
using Even = FastFilter<tile_outputs, 2>;

/**
 * Values of a tile on one side: the points of the even pixels, and the odd pixels as they are.
 */
inline constexpr std::size_t tile_side = Even::side + tile_outputs;

/** Transformed kernels on one side: for each point one, and one for all odd pixels. */
inline constexpr std::size_t kernel_side = Even::side + 1;

/** From nine neighbouring pixels to four outputs, along one axis. */
struct Forward {
  static constexpr std::size_t window = 2 * tile_outputs + 1;  ///< pixels that a tile sees
  static constexpr std::size_t step = 2 * tile_outputs;  ///< pixels from one tile to the next
  static constexpr std::size_t outputs = tile_outputs;   ///< of a tile

  /**
   * Pixels to values: F(4, 2) of the even ones, then the odd ones as they are.
   * @param in the pixels
   * @param stride vectors from one to the next
   * @param out tile_side values
   */
  template <typename T>
  DLN_INLINE static void evaluate(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    // [Send even pixels to the points, and leave the odd ones as they are]
    Evaluate<InputMatrix<Even>>::apply(in, 2 * stride, out);
    unrolled<tile_outputs>([&](auto i)
                               DLN_INLINE { out[Even::side + i] = in[(2 * i + 1) * stride]; });
    // [Send even pixels to the points, and leave the odd ones as they are]
  }

  /**
   * Products to outputs: what the even pixels give, and the odd ones.
   * @param in tile_side products
   * @param stride vectors from one to the next
   * @param out the outputs
   */
  template <typename T>
  DLN_INLINE static void interpolate(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    // [Return from the points, and add what the odd pixels give]
    Interpolate<OutputMatrix<Even>>::apply(in, stride, out);
    unrolled<tile_outputs>([&](auto i) DLN_INLINE { out[i] += in[(Even::side + i) * stride]; });
    // [Return from the points, and add what the odd pixels give]
  }
};

/**
 * From five neighbouring gradients of outputs to the gradients of eight pixels, along one axis.
 * The first pixel of an image has an odd number, counted from the padding's first, if so many
 * pixels are padded.
 */
template <bool OddFirst>
struct Back {
  static constexpr std::size_t window = tile_outputs + 1;  ///< outputs that a tile sees
  static constexpr std::size_t step = tile_outputs;  ///< outputs from one tile to the next
  static constexpr std::size_t outputs = 2 * tile_outputs;  ///< pixels of a tile

  /** As Forward::evaluate. @param in the outputs' gradients @param stride between them @param
   * out tile_side values */
  template <typename T>
  DLN_INLINE static void evaluate(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    constexpr std::size_t first =
        OddFirst ? 0 : 1;  // an even pixel sees the output before it, too
    Evaluate<InputMatrix<Even>>::apply(in, stride, out);
    unrolled<tile_outputs>([&](auto i)
                               DLN_INLINE { out[Even::side + i] = in[(first + i) * stride]; });
  }

  /** Products to the gradients of pixels. @param in tile_side products @param stride between
   * them @param out pixels */
  template <typename T>
  DLN_INLINE static void interpolate(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    Vector<T> even[tile_outputs];
    Interpolate<OutputMatrix<Even>>::apply(in, stride, even);
    unrolled<tile_outputs>([&](auto i) DLN_INLINE {
      out[2 * i + OddFirst] = even[i];
      out[2 * i + !OddFirst] = in[(Even::side + i) * stride];
    });
  }
};

/** Values of a tile, and products. */
inline constexpr std::size_t tile_values = tile_side * tile_side;

/** Transformed kernels of a filter and a channel. */
inline constexpr std::size_t kernels = kernel_side * kernel_side;

/**
 * How many of a tile's values, along one axis, meet the same kernel.
 * @param kernel its number along the axis
 * @return one, or for the last kernel all that belong to odd pixels
 */
constexpr std::size_t sharing(std::size_t kernel) {
  return kernel + 1 < kernel_side ? 1 : tile_outputs;
}

/**
 * Where a value lies among those of a tile: kernel by kernel, so that those which share one are
 * neighbours.
 * @param row,column of the value
 * @return its place
 */
constexpr std::size_t place(std::size_t row, std::size_t column) {
  const auto kernel_of = [](std::size_t i) { return i < Even::side ? i : Even::side; };
  const std::size_t kernel_row = kernel_of(row), kernel_column = kernel_of(column);
  return kernel_row * tile_side + sharing(kernel_row) * kernel_column +
         (row - kernel_row) * sharing(kernel_column) + (column - kernel_column);
}

/** Where the values of a tile lie in memory, and those of other tiles. */
struct Apart {
  std::size_t value;  ///< elements from one value's place to the next
  std::size_t row;    ///< elements from one row of pixels to the next, of a strip
};

/**
 * The values of a tile for a vector of channels.
 * @param window Down::window x Along::window vectors
 * @param values of the tile
 * @param apart their strides
 */
template <typename Down, typename Along, typename T>
DLN_ALONE void evaluate_tile(const T* window, T* values, Apart apart) {
  Vector<T> half[Along::window][tile_side];  // half[j][i]: column j transformed
  unrolled<Along::window>([&](auto j) DLN_INLINE {
    Vector<T> column[Down::window];
    unrolled<Down::window>([&](auto i) DLN_INLINE {
      column[i] = Vector<T>::load(window + i * apart.row + j * lanes<T>);
    });
    Down::evaluate(column, 1, half[j]);
  });
  unrolled<tile_side>([&](auto i) DLN_INLINE {
    Vector<T> row[tile_side];
    Along::evaluate(&half[0][i], tile_side, row);
    unrolled<tile_side>([&](auto j)
                            DLN_INLINE { row[j].store(values + place(i, j) * apart.value); });
  });
}

/**
 * The outputs of a tile for a vector of filters.
 * @param products of the tile
 * @param outputs Down::outputs x Along::outputs vectors
 * @param apart their strides
 * @param offset added to every output
 */
template <typename Down, typename Along, typename T>
DLN_ALONE void interpolate_tile(const T* products, T* outputs, Apart apart, Vector<T> offset) {
  Vector<T> half[tile_side][Down::outputs];  // half[j][i]: column j interpolated
  unrolled<tile_side>([&](auto j) DLN_INLINE {
    Vector<T> column[tile_side];
    unrolled<tile_side>([&](auto i) DLN_INLINE {
      column[i] = Vector<T>::load(products + place(i, j) * apart.value);
    });
    Down::interpolate(column, 1, half[j]);
  });
  // Row by row: what a tile has too much of, at the end of a row, lies where the next row
  // begins.
  unrolled<Down::outputs>([&](auto i) DLN_INLINE {
    Vector<T> row[Along::outputs];
    Along::interpolate(&half[0][i], Down::outputs, row);
    unrolled<Along::outputs>([&](auto j) DLN_INLINE {
      (row[j] + offset).store(outputs + i * apart.row + j * lanes<T>);
    });
  });
}

/**
 * Elements of the transformed kernels of as many filters as a register tile has columns: kernel
 * by kernel, channel by channel.
 * @param channels of a group
 * @return elements
 */
template <typename T>
constexpr std::size_t block_size(std::size_t channels) {
  return kernels * winograd::weight_stride<T>(channels);
}

/**
 * Channels of a group that a pass reads.
 * @param g the convolution
 * @param direction forward or backward_data
 * @return how many
 */
constexpr std::size_t read_channels(const Geometry& g, Direction direction) {
  return (direction == Direction::backward_data ? g.filters : g.channels) / g.groups;
}

/**
 * Channels of a group that a pass writes.
 * @param g the convolution
 * @param direction forward or backward_data
 * @return how many
 */
constexpr std::size_t written_channels(const Geometry& g, Direction direction) {
  return (direction == Direction::backward_data ? g.channels : g.filters) / g.groups;
}

/**
 * transform_weights, by so many threads.
 * @param threads how many share the work
 * @param g the convolution
 * @param direction forward or backward_data
 * @param weight K x C/groups x 3 x 3
 * @param ready ready_size(g, direction) elements
 */
template <typename T>
void transform_weights_by(std::size_t threads, const Geometry& g, Direction direction,
                          const T* weight, T* ready);

}  // namespace dln::conv::strided
