/**
 * @file
 * How Winograd's algorithm cuts images into tiles and lays transformed tiles out in memory; shared by its passes.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>

#include "dln/conv/geometry.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"
#include "dln/conv/winograd.hpp"
#include "dln/conv/winograd_transform.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::winograd {

/**
 * Calls body with the outputs of a tile on one side as a constant.
 * @param tile which tile
 * @param body what to call
 * @return what it returns
 */
template <typename Body>
decltype(auto) with_outputs(Tile tile, const Body& body) {
  if (tile == Tile::two) return body(std::integral_constant<std::size_t, 2>{});
  if (tile == Tile::four) return body(std::integral_constant<std::size_t, 4>{});
  return body(std::integral_constant<std::size_t, 6>{});
}

/** One group of a 3 x 3 convolution as its loops see it; backward_data is one too, from dy to dx. */
struct Layer {
  std::size_t groups;           ///< in a layer
  std::size_t channels;         ///< of the images that are read, in a group
  std::size_t height;           ///< of those images
  std::size_t width;            ///< of those images
  std::size_t filters;          ///< of the images that are written, in a group
  std::size_t out_height;       ///< of the images that are written
  std::size_t out_width;        ///< of the images that are written
  std::ptrdiff_t padding_top;   ///< rows of zeros above
  std::ptrdiff_t padding_left;  ///< columns of zeros to the left
};

/**
 * The layer itself, from x to y.
 * @param g the convolution
 * @return its group
 */
Layer forward_layer(const Geometry& g);

/**
 * From dy to dx: the kernel reaches back over the pixels that padding did not supply.
 * @param g the convolution
 * @return its group
 */
Layer backward_layer(const Geometry& g);

/**
 * Tiles of m x m outputs over a batch of images, numbered image by image and row by row. Where m does not divide an
 * image, its last tiles are short: they have as many outputs as are left there, or a little more; see short_step.
 */
struct Tiling {
  std::size_t outputs;        ///< m, of a whole tile on one side
  std::size_t rows;           ///< of tiles in an image
  std::size_t columns;        ///< of tiles in an image
  std::size_t last_height;    ///< outputs of the last row of tiles, from top to bottom
  std::size_t last_width;     ///< outputs of the last column of tiles, from left to right
  std::size_t count;          ///< in the batch
  std::size_t rows_together;  ///< of tiles, whose pixels are brought in or out together

  /** Outputs of some rows of tiles, from top to bottom. @param first of them @param some how many @return outputs */
  std::size_t height(std::size_t first, std::size_t some = 1) const {
    return outputs * some - (first + some == rows ? outputs - last_height : 0);
  }

  /** Outputs of some columns of tiles. @param first of them @param some how many @return outputs */
  std::size_t width(std::size_t first, std::size_t some = 1) const {
    return outputs * some - (first + some == columns ? outputs - last_width : 0);
  }
};

/**
 * Covers the outputs of a batch with tiles.
 * @param layer one group of the convolution
 * @param outputs of a tile, on one side
 * @param batch N, how many images
 * @return the tiles
 */
template <typename T>
Tiling tiling(const Layer& layer, std::size_t outputs, std::size_t batch);

/**
 * Short tiles have a multiple of so many outputs on a side: every size of a large tile would be much to compile.
 * @param outputs of a whole tile
 * @return outputs
 */
constexpr std::size_t short_step(std::size_t outputs) { return outputs > 4 ? 2 : 1; }

/** Neighbouring tiles: some of one tile row, or all of several. */
struct Run {
  std::size_t first;    ///< number of the first tile within the range that was cut into runs
  std::size_t rows;     ///< of tiles, one below the other
  std::size_t columns;  ///< of tiles, side by side
  std::size_t image;    ///< in which they lie
  std::size_t row;      ///< of tiles in the image, the first one
  std::size_t column;   ///< of tiles in the image, the first one
};

/**
 * Calls body(run) for the runs that make up the tiles [begin, end).
 * @param tiles how the outputs are cut
 * @param begin first of the range
 * @param end one past its last
 * @param body what to call
 */
template <typename Body>
void for_each_run(const Tiling& tiles, std::size_t begin, std::size_t end, const Body& body) {
  for (std::size_t tile = begin; tile < end;) {
    const std::size_t column = tile % tiles.columns, row = tile / tiles.columns % tiles.rows;
    const std::size_t columns = std::min(tiles.columns - column, end - tile);
    const std::size_t rows =
        columns < tiles.columns ? 1 : std::min({tiles.rows_together, tiles.rows - row, (end - tile) / columns});
    body(Run{tile - begin, rows, columns, tile / (tiles.rows * tiles.columns), row, column});
    tile += rows * columns;
  }
}

/**
 * In which order the tiles of a range lie in V, Z and M. Short tiles have no values at the outer points: so those that
 * are only narrow come first, then whole ones, those that are only low, and the corners, which are both. Then the tiles
 * that have values at a point are neighbours, whichever point that is.
 */
class Places {
 public:
  /** @param tiles how the outputs are cut @param begin first of the range @param end one past its last */
  Places(const Tiling& tiles, std::size_t begin, std::size_t end);

  /** The place of a tile. @param tile of the range @return its place in the range */
  std::size_t of(std::size_t tile) const;

  /** Which tiles have values at a point. @param row,column of the point @return their places */
  Range at(std::size_t row, std::size_t column) const;

 private:
  enum Kind : std::size_t { narrow, whole, low, corner };

  std::array<std::size_t, 4> count_before(std::size_t tile) const;

  Tiling tiles_;
  std::array<std::size_t, 4> before_;  ///< tiles of each kind before the range
  std::array<std::size_t, 5> first_;   ///< place of each kind, and the end
};

/**
 * Calls body(row, column, place, height, width) for the tiles of a run, each row of them from right to left: its row
 * and column in the run, its place and its outputs, which are constants.
 * @param tiles how the outputs are cut
 * @param places of the tiles of the range
 * @param run the run
 * @param tile the number of its first tile
 * @param body what to call
 */
template <std::size_t Outputs, typename Body>
void for_each_tile(const Tiling& tiles, const Places& places, const Run& run, std::size_t tile, const Body& body) {
  for (std::size_t row = 0; row < run.rows; ++row, tile += run.columns) {
    const std::size_t height = tiles.height(run.row + row), first = places.of(tile);
    for (std::size_t column = run.columns; column-- > 0;) {
      const std::size_t width = tiles.width(run.column + column);
      const std::size_t place = width == Outputs ? first + column : places.of(tile + column);
      constexpr std::size_t step = short_step(Outputs);
      unrolled<Outputs / step>([&](auto h) {
        unrolled<Outputs / step>([&](auto w) {
          constexpr std::integral_constant<std::size_t, step*(h + 1)> constant_height;
          constexpr std::integral_constant<std::size_t, step*(w + 1)> constant_width;
          if (height == constant_height && width == constant_width)
            body(row, column, place, constant_height, constant_width);
        });
      });
    }
  }
}

/**
 * Rows of transformed values start this many elements apart: not a power of two, lest they share cache sets.
 * @param channels of a group
 * @return elements
 */
template <typename T>
constexpr std::size_t row_stride(std::size_t channels) {
  return round_up(channels, lanes<T>) + lanes<T>;
}

/**
 * Elements between the weights of two points: channels x tile_columns, and a little for the same reason.
 * @param channels of a group
 * @return elements
 */
template <typename T>
constexpr std::size_t weight_stride(std::size_t channels) {
  return channels * tile_columns<T> + 4 * lanes<T>;
}

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
 * How many threads are worth waking, for about a quarter of the operations of the definition.
 * @param g the convolution
 * @param batch N, how many images
 * @param threads how many there are
 * @return 1 or `threads`
 */
inline std::size_t useful_threads(const Geometry& g, std::size_t batch, std::size_t threads = thread_count()) {
  return worthwhile_threads(flops(g, batch) / 4, threads);
}

/**
 * Whether tiles are so few that all are taken at once, and the filters are divided among the threads instead: then each
 * thread transforms all tiles, and, unless they are ready, the weights of its filters just before it needs them. That
 * saves most where weights are not ready; ready ones are only read, which many filters for each thread make up for.
 * @param tiles of the batch
 * @param filters of a group
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return true if so
 */
template <typename T>
constexpr bool divides_filters(std::size_t tiles, std::size_t filters, bool ready, std::size_t threads) {
  const std::size_t most = !ready ? 32 : filters >= 64 * threads ? 5 * tile_rows : 2 * tile_rows;
  return tiles <= most * threads && filter_blocks<T>(filters) >= threads;
}

/**
 * Whether tiles are so few that the gradient of some channels' weights is summed at all points just before it is
 * wanted.
 * @param tiles of the batch
 * @return true if so
 */
constexpr bool sums_locally(std::size_t tiles) { return tiles <= 64; }

/**
 * U = G g G^T for one block of tile_columns filters and the channels [begin, end).
 * @param layer one group of the convolution
 * @param back whether to rotate the filters and exchange them with the channels, for backward_data
 * @param weight of the group, as the layer has them
 * @param filter the block's first filter
 * @param begin first of the range
 * @param end one past its last
 * @param block element (point, channel, filter) at point stride + (channel - begin) tile_columns + filter
 * @param stride from one point to the next
 */
template <std::size_t Outputs, typename T>
void transform_filters(const Layer& layer, bool back, const T* weight, std::size_t filter, std::size_t begin,
                       std::size_t end, T* block, std::size_t stride);

/**
 * transform_weights by so many threads: what one thread uses is quicker to transform than to fetch from another core.
 * @param threads how many share the work
 * @param g the convolution
 * @param tile outputs of a tile on one side
 * @param pass forward or backward_data
 * @param weight K x C/groups x 3 x 3
 * @param ready ready_size(g, tile, pass) elements
 */
template <typename T>
void transform_weights_by(std::size_t threads, const Geometry& g, Tile tile, Pass pass, const T* weight, T* ready);

/**
 * Scratch for the pixels of a run, lanes<T> channels together.
 * @param outputs of a tile, on one side
 * @param rows of tiles
 * @param columns of tiles
 * @return elements
 */
template <typename T>
constexpr std::size_t strip_size(std::size_t outputs, std::size_t rows, std::size_t columns) {
  return (outputs * rows + 2) * (outputs * columns + 2) * lanes<T>;
}

/**
 * V = B^T d B for the tiles [begin, end) and the lanes<T> channels from `channel` on, streamed past the caches if so
 * asked.
 * @param layer one group of the convolution
 * @param tiles how the outputs are cut
 * @param images N x groups x channels x H x W, from the group's first channel on
 * @param begin first of the range
 * @param end one past its last
 * @param places of the tiles, in a range that has these in it
 * @param channel the first channel
 * @param values vector (point, place) at point point_stride + place tile_stride
 * @param point_stride from one point to the next
 * @param tile_stride from one tile to the next
 * @param strip scratch of strip_size elements for rows_together rows of tiles
 */
template <std::size_t Outputs, bool Streamed = false, typename T>
void transform_input(const Layer& layer, const Tiling& tiles, const T* images, std::size_t begin, std::size_t end,
                     const Places& places, std::size_t channel, T* values, std::size_t point_stride,
                     std::size_t tile_stride, T* strip) {
  constexpr std::size_t width = lanes<T>, side = Outputs + 2;
  const std::size_t plane = layer.height * layer.width;
  for_each_run(tiles, begin, end, [&](const Run& run) {
    // Bring the channels of the windows side by side.
    const std::size_t rows = tiles.height(run.row, run.rows) + 2, columns = tiles.width(run.column, run.columns) + 2;
    const Planes<T> planes{images + (run.image * layer.groups * layer.channels + channel) * plane,
                           std::min(width, layer.channels - channel), layer.height, layer.width};
    pack_pixels(planes,
                {std::ptrdiff_t(Outputs * run.row) - layer.padding_top,
                 std::ptrdiff_t(Outputs * run.column) - layer.padding_left, rows, columns},
                strip);

    // [Transform every window]
    const Strides from{std::ptrdiff_t(columns * width), width},
        to{std::ptrdiff_t(side * point_stride), std::ptrdiff_t(point_stride)};
    const auto transform = [&](std::size_t row, std::size_t column, std::size_t place, auto high, auto wide) {
      using Down = Evaluate<InputMatrix<Outputs, high>>;
      using Along = Evaluate<InputMatrix<Outputs, wide>>;
      const T* window = strip + Outputs * (row * columns + column) * width;
      transform_tile<Down, Along, Streamed>(window, from, values + place * tile_stride, to);
    };
    for_each_tile<Outputs>(tiles, places, run, begin + run.first, transform);
    // [Transform every window]
  });
}

}  // namespace dln::conv::winograd
