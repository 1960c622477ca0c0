/**
 * @file
 * How Winograd's algorithm lays transformed tiles and weights out in memory; shared by its
 * passes.
 */
#pragma once

#include <algorithm>
#include <cstddef>

#include "dln/conv/cache.hpp"
#include "dln/conv/geometry.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd_tiling.hpp"
#include "dln/conv/winograd_transform.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::winograd {

/**
 * Rows of transformed values start this many elements apart: not a power of two, lest they
 * share cache sets.
 * @param channels of a group
 * @return elements
 */
template <typename T>
constexpr std::size_t row_stride(std::size_t channels) {
  return round_up(channels, lanes<T>) + lanes<T>;
}

/**
 * Elements between the weights of two points: channels x tile_columns, and a little for the
 * same reason.
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
 * How many threads are worth waking for Winograd, which needs about a quarter of the
 * definition's operations.
 * @param g the convolution
 * @param batch N, how many images
 * @param threads how many there are
 * @return 1 or `threads`
 */
inline std::size_t threads_for(const Geometry& g, std::size_t batch,
                               std::size_t threads = thread_count()) {
  return worthwhile_threads(flops(g, batch) / 4, threads);
}

/**
 * Whether tiles are so few that one register tile holds the sums of all of them, and weights
 * are to be transformed; see winograd_few_tiles.hpp. Or so few that their sums for the gradient
 * of the weights need not be stored. So far this was tried on Intel's servers alone, and found
 * to be faster.
 * @param tiles of the batch
 * @param ready whether the weights are transformed beforehand, which those of a gradient are
 * not
 * @return true if so
 */
constexpr bool are_few(std::size_t tiles, bool ready) {
  return intel_server && !ready && tiles <= tile_rows;
}

/**
 * Whether tiles are so few that all are taken at once, and the filters are divided among the
 * threads instead: then each thread transforms all tiles, and, unless they are ready, the
 * weights of its filters just before it needs them. That saves most where weights are not
 * ready; ready ones are only read, which many filters for each thread make up for.
 * @param tiles of the batch
 * @param filters of a group
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return true if so
 */
template <typename T>
constexpr bool divides_filters(std::size_t tiles, std::size_t filters, bool ready,
                               std::size_t threads) {
  // Tiles for each thread, up to which this was found to be faster.
  constexpr std::size_t transforming = 32, many_filters = 5 * tile_rows,
                        few_filters = 2 * tile_rows;
  const std::size_t most = !ready                    ? transforming
                           : filters >= 64 * threads ? many_filters
                                                     : few_filters;
  return are_few(tiles, ready) ||
         (tiles <= most * threads && filter_blocks<T>(filters) >= threads);
}

/**
 * Whether tiles are so few that the gradient of some channels' weights is summed at all points
 * just before it is wanted.
 * @param tiles of the batch
 * @return true if so
 */
constexpr bool sums_locally(std::size_t tiles) { return tiles <= 64; }

/**
 * Whether so much goes to memory between one use and the next, where the LLC is as far. Then
 * all threads make V and Z together, unless sums are made locally; and weights are worth
 * reading less often, in larger blocks of tiles.
 * @param bytes of V and Z, or of the transformed weights, of a group
 * @return true if so
 */
constexpr bool leave_the_cache(double bytes) {
  return intel_server && bytes > double(std::size_t{4} << 20);
}

/**
 * U = G g G^T for some vectors of filters and the channels [begin, end).
 * @param layer one group of the convolution
 * @param back whether to rotate the filters and exchange them with the channels, for
 * backward_data
 * @param weight of the group, as the layer has them
 * @param filter the first filter
 * @param vectors of filters, 1 to tile_vectors; those past the last filter are left out
 * @param begin first of the range
 * @param end one past its last
 * @param block element (point, channel, filter) at point stride + (channel - begin) vectors
 * lanes + filter
 * @param stride from one point to the next
 */
template <typename F, typename T>
void transform_filters(const Layer& layer, bool back, const T* weight, std::size_t filter,
                       std::size_t vectors, std::size_t begin, std::size_t end, T* block,
                       std::size_t stride);

/**
 * Elements of the transformed weights of a convolution without stride and dilation.
 * @param g the convolution
 * @param points of a tile on one side
 * @param direction forward or backward_data
 * @return elements
 */
template <typename T>
std::size_t transformed_size(const Geometry& g, Points points, Direction direction);

/**
 * transform_weights, without stride and dilation, by so many threads, or one: what one thread
 * uses is quicker to transform than to fetch from another core, and few weights are not worth
 * waking others.
 * @param threads how many may share the work
 * @param g the convolution
 * @param points of a tile on one side
 * @param direction forward or backward_data
 * @param weight K x C/groups x R x S
 * @param ready transformed_size(g, points, direction) elements
 */
template <typename T>
void transform_weights_by(std::size_t threads, const Geometry& g, Points points,
                          Direction direction, const T* weight, T* ready);

/**
 * V = B^T d B for the tiles [begin, end) and the lanes<T> channels from `channel` on, streamed
 * past the caches if so asked.
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
template <typename F, bool Streamed = false, typename T>
void transform_input(const Layer& layer, const Tiling& tiles, const T* images,
                     std::size_t begin, std::size_t end, const Places& places,
                     std::size_t channel, T* values, std::size_t point_stride,
                     std::size_t tile_stride, T* strip) {
  constexpr std::size_t width = lanes<T>, reach = F::taps - 1;
  const std::size_t plane = layer.height * layer.width;
  for_each_run(tiles, begin, end, [&](const Run& run) {
    // Bring the channels of the windows side by side.
    const std::size_t rows = tiles.height(run.row, run.rows) + reach,
                      columns = tiles.width(run.column, run.columns) + reach;
    const Planes<T> planes{
        images + (tiles.image_of(run.image) * layer.groups * layer.channels + channel) * plane,
        std::min(width, layer.channels - channel), layer.height, layer.width};
    pack_pixels(
        planes,
        {std::ptrdiff_t(tiles.above(run.image) + F::outputs * run.row) - layer.padding_top,
         std::ptrdiff_t(F::outputs * run.column) - layer.padding_left, rows, columns},
        strip);

    // [Transform every window]
    const Strides from{std::ptrdiff_t(columns * width), width},
        to{std::ptrdiff_t(F::side * point_stride), std::ptrdiff_t(point_stride)};
    const auto transform = [&](std::size_t row, std::size_t column, std::size_t place,
                               auto high, auto wide) {
      using Down = Evaluate<InputMatrix<F, high>>;
      using Along = Evaluate<InputMatrix<F, wide>>;
      const T* window = strip + F::outputs * (row * columns + column) * width;
      transform_tile<Down, Along, Streamed>(window, from, values + place * tile_stride, to);
    };
    for_each_tile<F>(tiles, places, run, begin + run.first, transform);
    // [Transform every window]
  });
}

}  // namespace dln::conv::winograd
