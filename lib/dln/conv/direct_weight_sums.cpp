#include "dln/conv/direct_weight_sums.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** Blocks of filters that are summed together, at most. */
constexpr std::size_t max_together = 4;

}  // namespace

template <typename T>
Sums<T>::Sums(const Geometry& of, std::size_t batch, std::size_t with_threads)
    : g(of),
      C(g.channels / g.groups),
      K(g.filters / g.groups),
      taps(g.kernel_height * g.kernel_width),
      P(output_height(g)),
      Q(output_width(g)),
      filter_count(filter_blocks<T>(K)),
      threads(with_threads) {
  // The rows of a register tile must see the same outputs: channels do, taps only if the
  // padding is there to be seen.
  padded = C < tile_rows && taps > 1;
  // Long chunks fetch the sums less often; an Intel server has room for them.
  constexpr std::size_t chunk_pixels =
      l2_cache / (intel_server ? 1 : 5) / sizeof(T) / tile_columns<T>;
  chunk_rows = std::clamp<std::size_t>(chunk_pixels / Q, 1, std::min(P, max_chunk_rows));
  window_rows =
      (chunk_rows - 1) * g.stride_height + kernel_span(g.kernel_height, g.dilation_height);
  window_columns = (Q - 1) * g.stride_width + kernel_span(g.kernel_width, g.dilation_width);

  // Sum as many blocks together as have their sums in the L2 cache, so that what they see of x
  // is fetched once. Where x comes from memory, rather divide the weights than read it again.
  constexpr std::size_t cached_sums = (std::size_t{192} << 10) / sizeof(T) / tile_columns<T>;
  const std::size_t unit = padded ? 1 : taps, units = C * taps / unit;
  const bool from_memory = batch * input_size(g) > llc / sizeof(T) && C * taps <= cached_sums;
  together = std::min(
      {filter_count, max_together,
       from_memory ? max_together : std::max<std::size_t>(1, cached_sums / (C * taps))});
  filter_groups = ceil_divide(filter_count, together);
  parts = ceil_divide(together * C * taps, std::max(cached_sums, unit));

  // If that makes few tasks, divide the rows too, but leave each part many outputs: its sums
  // have to be added to the others, and fetched from the core that made them.
  constexpr std::size_t fewest_outputs = 1568;
  rows = batch * P;
  const std::size_t wide = g.groups * filter_groups * parts;
  row_parts = worthwhile_threads(flops(g, batch), usual_threads) == 1
                  ? 1
                  : std::clamp<std::size_t>(std::min(rows, rows * Q / fewest_outputs), 1,
                                            ceil_divide(usual_tasks, wide));
  if (threads > 1)
    parts = std::max(parts, ceil_divide(threads, g.groups * filter_groups * row_parts));
  const std::size_t part_units = ceil_divide(units, parts);
  parts = ceil_divide(units, part_units);
  part_weights = part_units * unit;
}

template <typename T>
Task Sums<T>::task(std::size_t number) const {
  const std::size_t part = number % parts, blocks = number / parts % filter_groups;
  return {number / parts / filter_groups / g.groups,
          number / parts / filter_groups % g.groups,
          blocks * together,
          std::min((blocks + 1) * together, filter_count),
          part * part_weights,
          std::min((part + 1) * part_weights, C * taps)};
}

template struct Sums<float>;
template struct Sums<double>;

}  // namespace dln::conv::direct
