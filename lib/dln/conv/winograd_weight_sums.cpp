#include "dln/conv/winograd_weight_sums.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/cost.hpp"

namespace dln::conv::winograd {

template <typename F, typename T>
Sums<F, T>::Sums(const Layer& of, std::size_t batch, std::size_t threads)
    : layer(of), tiles(tiling<T>(of, F::outputs, F::taps, batch)) {
  channel_count = ceil_divide(layer.channels, lanes<T>);
  // Sums larger than the LLC would travel to memory and back for every chunk of tiles: rather
  // let V and Z do so, once, unless they would take too much of it. What goes through memory is
  // no dearer for having been written by another core.
  constexpr std::size_t max_values = (std::size_t{256} << 20) / sizeof(T);
  const std::size_t sums = points * layer.filters * layer.channels;
  const std::size_t values = points * tiles.count * (layer.filters + layer.channels);
  few = are_few(tiles.count, false);
  local = sums_locally(tiles.count);
  shared = !local && values <= max_values &&
           (sums > llc / sizeof(T) || leave_the_cache(double(values * sizeof(T))));

  // Chunks must not depend on the threads: the order in which a chunk's tiles are summed does
  // depend on its bounds.
  const Division usual = divide(shared ? 1 : usual_threads);
  constexpr std::size_t fewest_tiles = 48, chunk_bytes = std::size_t{2} << 20;
  const std::size_t bytes_of_tile =
      points * sizeof(T) * (usual.channels + usual.blocks * tile_columns<T>);
  // Where sums are made when they are needed, V and Z must hold all tiles until then.
  chunks = shared || local
               ? 1
               : ceil_divide(tiles.count, std::max(fewest_tiles, chunk_bytes / bytes_of_tile));
  chunk_tiles = ceil_divide(tiles.count, chunks);
  chunks = ceil_divide(tiles.count, chunk_tiles);

  division = divide(shared ? 1 : threads);
  if (few) {  // V of a vector of channels lies together, and so does Z of a vector of filters
    tile_stride = gradient_tile_stride = lanes<T>;
    value_stride = gradient_stride = chunk_tiles * lanes<T>;
    values_size = points * chunk_tiles * round_up(division.channels, lanes<T>);
    gradients_size = points * chunk_tiles * division.blocks * tile_columns<T>;
    task_channels = lanes<T>;
    block_stride = sum_stride = 0;
  } else {
    tile_stride = row_stride<T>(division.channels);
    value_stride = chunk_tiles * tile_stride + lanes<T>;
    values_size = points * value_stride;
    gradient_tile_stride = tile_columns<T>;
    gradient_stride = division.blocks * chunk_tiles * tile_columns<T> + lanes<T>;
    gradients_size = points * gradient_stride;
    task_channels = std::min(8 * tile_rows, division.channels);
    block_stride = (local ? task_channels : division.channels) * tile_columns<T>;
    sum_stride = (local ? 1 : division.blocks) * block_stride + lanes<T>;
  }
  strip = own_part<T>(std::max(strip_size<T>(tiles, tiles.rows_together),
                               F::weights * task_channels * lanes<T>));
}

/**
 * Divides filters and channels into a part for each thread. A part needs V of its channels and
 * Z of its filters, and makes them for itself, though other parts may make the same: what
 * another core wrote takes longer to fetch.
 */
template <typename F, typename T>
Division Sums<F, T>::divide(std::size_t threads) const {
  constexpr std::size_t transform =
      16;  // multiply-adds that take as long as transforming one number
  Division best{};
  std::size_t least = 0;
  for (std::size_t f = 1; f <= threads; ++f) {
    // Whole blocks where there are enough of them, for they make the best register tiles.
    const std::size_t unit = f <= filter_blocks<T>(layer.filters) ? tile_columns<T> : lanes<T>;
    const std::size_t units = ceil_divide(layer.filters, unit),
                      filters = ceil_divide(units, f) * unit;
    if (units < f) break;
    const std::size_t c = std::min(threads / f, channel_count);
    const std::size_t channels = ceil_divide(channel_count, c) * lanes<T>;
    const std::size_t work = filters * channels + transform * (filters + channels);
    if (least != 0 && work >= least) continue;
    least = work;
    best = {unit, f, c, filter_blocks<T>(filters), std::min(layer.channels, channels)};
  }
  return best;
}

template <typename F, typename T>
Part Sums<F, T>::part(std::size_t number) const {
  const std::size_t filter_parts = division.filter_parts,
                    channel_parts = division.channel_parts;
  const std::size_t f = number / channel_parts, c = number % channel_parts;
  const std::size_t unit = division.filter_unit, units = ceil_divide(layer.filters, unit);
  const std::size_t first_filter = units * f / filter_parts * unit;
  const std::size_t filters =
      std::min(layer.filters, units * (f + 1) / filter_parts * unit) - first_filter;
  const std::size_t first = channel_count * c / channel_parts;
  const std::size_t end =
      std::min(layer.channels, channel_count * (c + 1) / channel_parts * lanes<T>);
  return {first_filter, filters, first * lanes<T>, end - first * lanes<T>};
}

#define DLN_INSTANTIATE(F, T) template struct Sums<F, T>;
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, float)
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::winograd
