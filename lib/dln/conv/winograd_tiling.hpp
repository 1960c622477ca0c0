/**
 * @file
 * How Winograd's algorithm cuts images into tiles, and in which order those lie in memory.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>

#include "dln/conv/geometry.hpp"
#include "dln/conv/vector.hpp"
#include "dln/conv/visible.hpp"
#include "dln/conv/winograd.hpp"
#include "dln/conv/winograd_transform.hpp"

namespace dln::conv::winograd {

/**
 * Calls body with the fast filter that computes a convolution.
 * @param g the convolution, without stride and dilation
 * @param points of a tile on one side
 * @param body what to call
 * @return what it returns
 * @throws dln::Error when not applicable
 */
template <typename Body>
decltype(auto) with_filter(const Geometry& g, Points points, const Body& body) {
  expect_applicable(g, points);
  if (g.kernel_height == 2) return body(F72{});
  if (g.kernel_height == 4) return body(F54{});
  if (g.kernel_height == 5) return body(F45{});
  if (points == Points::four) return body(F23{});
  if (points == Points::six) return body(F43{});
  return body(F63{});
}

/** One group of a convolution as its loops see it; backward_data is one too, from dy to dx. */
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
 * Tiles of m x m outputs over a batch of images, numbered image by image and row by row. Where
 * m does not divide an image, its last tiles are short: they have as many outputs as are left
 * there, or a little more; see short_step.
 */
struct Tiling {
  std::size_t outputs;        ///< m, of a whole tile on one side
  std::size_t taps;           ///< r, of the kernel on one side
  std::size_t rows;           ///< of tiles in an image, or in each of its bands
  std::size_t columns;        ///< of tiles in an image
  std::size_t last_height;    ///< outputs of the last row of tiles, from top to bottom
  std::size_t last_width;     ///< outputs of the last column of tiles, from left to right
  std::size_t count;          ///< in the batch
  std::size_t rows_together;  ///< of tiles, whose pixels are brought in or out together
  std::size_t bands = 1;  ///< of an image, one below the other, tiled as if they were images

  /** Outputs of some rows of tiles, from top to bottom. @param first of them @param some how
   * many @return outputs */
  std::size_t height(std::size_t first, std::size_t some = 1) const {
    return outputs * some - (first + some == rows ? outputs - last_height : 0);
  }

  /** The image of a band. @param band numbered through the batch @return the image's number */
  std::size_t image_of(std::size_t band) const { return band / bands; }

  /** Outputs of its image above a band. @param band numbered through the batch @return rows of
   * outputs */
  std::size_t above(std::size_t band) const { return band % bands * height(0, rows); }

  /** Outputs of some columns of tiles. @param first of them @param some how many @return
   * outputs */
  std::size_t width(std::size_t first, std::size_t some = 1) const {
    return outputs * some - (first + some == columns ? outputs - last_width : 0);
  }
};

/**
 * Scratch for the pixels of some rows of tiles, lanes<T> channels together.
 * @param tiles how the outputs are cut
 * @param rows of tiles
 * @return elements
 */
template <typename T>
constexpr std::size_t strip_size(const Tiling& tiles, std::size_t rows) {
  const std::size_t reach = tiles.taps - 1;
  return (tiles.outputs * rows + reach) * (tiles.outputs * tiles.columns + reach) * lanes<T>;
}

/**
 * Covers the outputs of a batch with tiles.
 * @param layer one group of the convolution
 * @param outputs of a tile, on one side
 * @param taps of the kernel, on one side
 * @param batch N, how many images
 * @param bands of an image, whose outputs they divide
 * @return the tiles
 */
template <typename T>
Tiling tiling(const Layer& layer, std::size_t outputs, std::size_t taps, std::size_t batch,
              std::size_t bands = 1);

/**
 * From one size of short tiles to the next: every size of a large tile would be much to
 * compile, and points come in pairs.
 * @param outputs of a whole tile
 * @return outputs
 */
constexpr std::size_t short_step(std::size_t outputs) { return outputs > 4 ? 2 : 1; }

/**
 * Outputs of the last tile along one side of an image.
 * @param extent outputs of the image on that side
 * @param outputs of a whole tile
 * @return outputs
 */
constexpr std::size_t last_outputs(std::size_t extent, std::size_t outputs) {
  const std::size_t too_many = ceil_divide(extent, outputs) * outputs - extent,
                    step = short_step(outputs);
  return outputs - too_many / step * step;
}

/**
 * Points of all tiles along one side of an image: for each tile, its outputs and one less than
 * the kernel has taps.
 * @param extent outputs of the image on that side
 * @param outputs of a whole tile
 * @param taps of the kernel on that side
 * @return points
 */
constexpr std::size_t points_along(std::size_t extent, std::size_t outputs, std::size_t taps) {
  const std::size_t tiles = ceil_divide(extent, outputs);
  return (tiles - 1) * outputs + last_outputs(extent, outputs) + tiles * (taps - 1);
}

/** Neighbouring tiles: some of one tile row, or all of several. */
struct Run {
  std::size_t first;    ///< number of the first tile within the range that was cut into runs
  std::size_t rows;     ///< of tiles, one below the other
  std::size_t columns;  ///< of tiles, side by side
  std::size_t image;    ///< in which they lie, or which band
  std::size_t row;      ///< of tiles in the image, or the band, the first one
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
        columns < tiles.columns
            ? 1
            : std::min({tiles.rows_together, tiles.rows - row, (end - tile) / columns});
    body(Run{tile - begin, rows, columns, tile / (tiles.rows * tiles.columns), row, column});
    tile += rows * columns;
  }
}

/**
 * In which order the tiles of a range lie in V, Z and M. Short tiles have no values at some
 * points: so those that are only narrow come first, then whole ones, those that are only low,
 * and the corners, which are both. Then the tiles that have values at a point are neighbours,
 * whichever point that is.
 */
class Places {
 public:
  /** @param tiles how the outputs are cut @param begin first of the range @param end one past
   * its last */
  Places(const Tiling& tiles, std::size_t begin, std::size_t end);

  /**
   * The place of a tile. @param tile its number, in the range @return its place in the range
   */
  std::size_t of(std::size_t tile) const;

  /** Which tiles have values at a point. @param row,column of the point @return their places */
  Range at(std::size_t row, std::size_t column) const;

 private:
  enum Kind : std::size_t { narrow, whole, low, corner };  ///< in the order of their places

  std::array<std::size_t, 4> count_before(std::size_t tile) const;

  Tiling tiles_;
  std::array<std::size_t, 4> before_;  ///< tiles of each kind before the range
  std::array<std::size_t, 5> first_;   ///< place of each kind, and the end
};

/**
 * Calls body with the number of a tile's outputs on one side as a constant.
 * @param outputs of the tile
 * @param body what to call
 */
template <typename F, typename Body>
void with_size(std::size_t outputs, const Body& body) {
  constexpr std::size_t step = short_step(F::outputs);
  unrolled<ceil_divide(F::outputs, step)>([&](auto i) {
    constexpr std::integral_constant<std::size_t, F::outputs - step * i> size;
    if (outputs == size) body(size);
  });
}

/**
 * Calls body(row, column, place, height, width) for the tiles of a run, each row of them from
 * right to left: its row and column in the run, its place and its outputs, which are constants.
 * @param tiles how the outputs are cut
 * @param places of the tiles of the range
 * @param run the run
 * @param tile the number of its first tile
 * @param body what to call
 */
template <typename F, typename Body>
void for_each_tile(const Tiling& tiles, const Places& places, const Run& run, std::size_t tile,
                   const Body& body) {
  for (std::size_t row = 0; row < run.rows; ++row, tile += run.columns)
    with_size<F>(tiles.height(run.row + row), [&](auto height) {
      const std::size_t first = places.of(tile);
      for (std::size_t column = run.columns; column-- > 0;)
        with_size<F>(tiles.width(run.column + column), [&](auto width) {
          body(row, column, width == F::outputs ? first + column : places.of(tile + column),
               height, width);
        });
    });
}

}  // namespace dln::conv::winograd
