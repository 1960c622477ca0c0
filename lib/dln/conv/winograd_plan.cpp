#include "dln/conv/winograd_plan.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/cost.hpp"
#include "dln/conv/weights.hpp"
#include "dln/conv/winograd_few_tiles.hpp"

namespace dln::conv::winograd {

namespace {

/**
 * A single image, whose last row of tiles is short, leaves less to do for the thread that has
 * the lower half. Where the halves can be tiled by themselves with no more points, each gets a
 * short row; for the usual threads, however many there are, for other tiles would give other
 * bits. Tried on Intel's servers alone.
 */
template <typename F, typename T>
std::size_t bands(const Layer& layer, std::size_t batch) {
  constexpr std::size_t two = usual_threads;
  if (!intel_server || batch > 1 || layer.out_height % two != 0) return 1;
  const std::size_t half = layer.out_height / two;
  const Tiling whole = tiling<T>(layer, F::outputs, F::taps, 1),
               halves = tiling<T>(layer, F::outputs, F::taps, 1, two);
  const auto points = [](std::size_t extent) {
    return points_along(extent, F::outputs, F::taps);
  };
  const bool fits = whole.last_height < F::outputs && halves.height(0, halves.rows) == half &&
                    two * points(half) <= points(layer.out_height);
  const auto divided = [&](bool ready) {
    return divides_filters<T>(whole.count, layer.filters, ready, two);
  };
  return fits && !divided(true) && !divided(false) ? two : 1;
}

}  // namespace

template <typename F, typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads, bool ready) {
  constexpr std::size_t points = F::points;
  Plan p{};
  p.tiles = tiling<T>(layer, F::outputs, F::taps, batch, bands<F, T>(layer, batch));
  p.tile_stride = row_stride<T>(layer.channels);
  p.streamed = worth_streaming(batch * layer.groups * layer.filters * layer.out_height *
                               layer.out_width * sizeof(T));

  const std::size_t filter_count = filter_blocks<T>(layer.filters);
  const bool divide_filters = divides_filters<T>(p.tiles.count, layer.filters, ready, threads);
  p.weights_size = points * weight_stride<T>(layer.channels);
  p.blocks = 1;
  std::size_t max_in_rows =
      0;  // tiles of a block, where whole rows matter more than how many they are

  // With many, choose blocks that fit into the L2 cache and divide evenly among the threads.
  // But weights that come from memory are dearer than tiles that come from the LLC: read them
  // once, where that leaves blocks of a bearable size. And where the LLC is far, read them a
  // fifth as often, though V and M leave the second one.
  if (!divide_filters) {
    constexpr std::size_t cache = std::size_t{900} << 10, bearable = 9 * tile_rows;
    constexpr std::size_t near_weights = std::size_t{1280}
                                         << 10;  // leave room for a block in two megabytes
    const std::size_t bytes_of_tile = points * sizeof(T) * (p.tile_stride + tile_columns<T>);
    const std::size_t bytes_of_weights = filter_count * p.weights_size * sizeof(T);
    const std::size_t fewest = (leave_the_cache(double(bytes_of_weights)) ? 20 : 4) * tile_rows;
    const std::size_t most = std::max(fewest, cache / bytes_of_tile);
    if (intel_server && bytes_of_weights <= near_weights) max_in_rows = most;
    const bool once = bytes_of_weights > llc && p.tiles.count <= bearable * threads;
    p.blocks = once ? threads : round_up(ceil_divide(p.tiles.count, most), threads);
  }
  // In whole register tiles where there are blocks enough to stay in balance, and with more of
  // them in whole rows of tiles, which are quicker to bring in and out. Rounded up, the last
  // block is smaller, or missing: perhaps a few blocks more leave less for the thread that has
  // most to do.
  const auto tiles_of = [&](std::size_t blocks) {
    const std::size_t some = ceil_divide(p.tiles.count, blocks);
    const bool rows = blocks >= 8 * threads && some >= 2 * p.tiles.columns;
    return rows                    ? round_up(some, p.tiles.columns)
           : blocks >= 4 * threads ? round_up(some, tile_rows)
                                   : some;
  };
  const auto max_tiles = [&](std::size_t tiles) {
    return ceil_divide(ceil_divide(p.tiles.count, tiles), threads) * tiles;
  };
  p.block_tiles = tiles_of(p.blocks);
  for (std::size_t more = threads; p.blocks > threads && more <= p.blocks / 4; more += threads)
    if (const std::size_t tiles = tiles_of(p.blocks + more);
        max_tiles(tiles) < max_tiles(p.block_tiles))
      p.block_tiles = tiles;
  // Where the weights stay in the L2 cache, reading them more often costs less than rows which
  // are not whole; tried on Intel's servers alone.
  for (std::size_t tiles = p.tiles.columns; tiles <= max_in_rows; tiles += p.tiles.columns)
    if (max_tiles(tiles) <= max_tiles(p.block_tiles)) p.block_tiles = tiles;
  p.blocks = ceil_divide(p.tiles.count, p.block_tiles);

  p.few_tiles = are_few(p.tiles.count, ready);
  if (p.few_tiles) {  // V of a vector of channels lies together, and M is that of one vector of
                      // filters
    p.tile_stride = lanes<T>;
    p.point_stride = p.block_tiles * lanes<T>;
    p.channel_stride = points * p.block_tiles;
    p.values_size = own_part<T>(points * p.block_tiles * round_up(layer.channels, lanes<T>));
    p.product_columns = lanes<T>;
    p.product_stride = p.block_tiles * p.product_columns;
  } else {
    p.point_stride = p.block_tiles * p.tile_stride + lanes<T>;
    p.channel_stride = 1;
    p.values_size = own_part<T>(points * p.point_stride);
    p.product_columns = tile_columns<T>;
    p.product_stride = p.block_tiles * p.product_columns + lanes<T>;
  }
  p.products_size = own_part<T>(points * p.product_stride);
  p.strip = own_part<T>(strip_size<T>(p.tiles, p.tiles.rows_together));
  // Where there are few blocks, divide the filters too, so that a thread which is done can help
  // the others.
  constexpr std::size_t enough_tasks = 8;  // for each thread
  p.filter_blocks = p.few_tiles ? ceil_divide(layer.filters, lanes<T>) : filter_count;
  p.parts = std::clamp<std::size_t>(ceil_divide(enough_tasks * threads, p.blocks), 1,
                                    threads == 1 ? 1 : p.filter_blocks);

  // Weights that another core transformed take longer to fetch than to transform, if all
  // threads' copies nearly fit into the LLC.
  constexpr std::size_t max_copied = llc / 4 * 5 / sizeof(T);
  p.transform_late = !ready && divide_filters;
  p.transform_own = !ready && !divide_filters && filter_count <= KeptWeights<T>::max_places &&
                    threads * filter_count * p.weights_size <= max_copied && threads > 1;
  p.transform_early = !ready && !p.transform_late && !p.transform_own;
  constexpr std::size_t late_cache = l2_cache / 8 * 5, fewest_channels = 16;
  const std::size_t rounds = ceil_divide(
      layer.channels,
      std::max(fewest_channels, late_cache / (points * tile_columns<T> * sizeof(T))));
  p.late_channels = ceil_divide(layer.channels, rounds);
  p.late_stride = weight_stride<T>(p.late_channels);
  p.late_size = own_part<T>(p.few_tiles ? few_tiles_size<F, T> : points * p.late_stride);
  p.own_size = own_part<T>(filter_count * p.weights_size);
  return p;
}

#define DLN_INSTANTIATE(F, T) \
  template Plan plan<F, T>(const Layer&, std::size_t, std::size_t, bool);
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, float)
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::winograd
