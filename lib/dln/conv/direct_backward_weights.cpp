// The gradient of the weights: the same register kernel, whose rows are now weights (a channel and a tap) and whose
// sum runs over the pixels of the outputs. Along a row of the image these are neighbours in x already, so only dy
// changes layout, a few rows at a time.
#include <algorithm>
#include <array>

#include "dln/conv/direct.hpp"
#include "dln/conv/direct_taps.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/naive.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv::direct {

namespace {

/** Rows of the output that are taken together, at most. */
constexpr std::size_t most_rows = 64;

/** Blocks of filters that are summed together, at most. */
constexpr std::size_t most_together = 4;

/** Elements that are likely to stay in the last cache. */
template <typename T>
constexpr std::size_t last_cache = (std::size_t{16} << 20) / sizeof(T);

/** How the sums are divided, and where everything lies. The order of a sum depends on the shape alone. */
template <typename T>
struct Sums {
  Geometry g;
  std::size_t C, K, taps, P, Q;  ///< of one group
  std::size_t chunk_rows;        ///< of the output, which are multiplied while they are in the cache
  bool padded;                   ///< whether x is copied with its padding
  std::size_t window_rows, window_columns;
  std::size_t filter_count;         ///< blocks of filters
  std::size_t together;             ///< blocks that a task sums, so that what they see of x is fetched once
  std::size_t filter_groups;        ///< of so many blocks
  std::size_t parts, part_weights;  ///< in which the weights C R S of a filter are divided
  std::size_t threads;
  bool swapped = false;  ///< whether x and dy have changed places, and channels and filters with them

  Sums(const Geometry& of, std::size_t batch, std::size_t with_threads)
      : g(of),
        C(g.channels / g.groups),
        K(g.filters / g.groups),
        taps(g.kernel_height * g.kernel_width),
        P(output_height(g)),
        Q(output_width(g)),
        filter_count(filter_blocks<T>(K)),
        threads(with_threads) {
    // The rows of a register tile must see the same outputs: channels do, taps only if the padding is there to be seen.
    padded = C < tile_rows && taps > 1;
    constexpr std::size_t chunk_pixels = (std::size_t{64} << 10) / sizeof(T) / tile_columns<T>;
    chunk_rows = std::clamp<std::size_t>(chunk_pixels / Q, 1, std::min(P, most_rows));
    window_rows = (chunk_rows - 1) * g.stride_height + kernel_span(g.kernel_height, g.dilation_height);
    window_columns = (Q - 1) * g.stride_width + kernel_span(g.kernel_width, g.dilation_width);

    // Blocks that are summed together read x once, which pays where it comes from memory. Else let tasks be small, so
    // that a thread which is done can help the others. Divide the weights into parts whose sums stay in the second
    // cache.
    constexpr std::size_t cached_sums = (std::size_t{192} << 10) / sizeof(T) / tile_columns<T>;
    const std::size_t unit = padded ? 1 : taps, units = C * taps / unit;
    const bool from_memory = batch * input_size(g) > last_cache<T>;
    together = from_memory && C * taps <= cached_sums ? std::min(filter_count, most_together) : 1;
    filter_groups = ceil_divide(filter_count, together);
    parts = ceil_divide(together * C * taps, std::max(cached_sums, unit));
    const std::size_t enough_tasks = together > 1 ? 2 : 4;  // for each thread
    if (threads > 1) parts = std::max(parts, ceil_divide(enough_tasks * threads, g.groups * filter_groups));
    const std::size_t part_units = ceil_divide(units, parts);
    parts = ceil_divide(units, part_units);
    part_weights = part_units * unit;
  }

  /** Scratch of one thread: pixels of dy with their filters side by side, a window of x, sums, and sums transposed. */
  std::array<std::size_t, 4> sizes() const {
    return {chunk_rows * Q * tile_columns<T>, padded ? C * window_rows * window_columns : 0,
            together * part_weights * tile_columns<T>, part_weights * lanes<T>};
  }

  std::size_t scratch() const {
    std::size_t total = 0;
    for (const std::size_t size : sizes()) total += round_up(size, cache_line<T>);
    return threads * total;
  }
};

/** The images that the kernel reads: a group of x itself, or a copy of some of its rows with their padding. */
template <typename T>
struct Source {
  const T* pixels;
  std::size_t height, width;
  std::ptrdiff_t top, left;  ///< where the first tap of the output at (0, 0) looks
};

/** Copies the part of a group of x that some rows of the output see, zero where that is padding. */
template <typename T>
Source<T> pad(const Sums<T>& s, const T* x, std::size_t first_row, T* window) {
  const Geometry& g = s.g;
  T* row = window;
  for (std::size_t c = 0; c < s.C; ++c)
    for (std::size_t i = 0; i < s.window_rows; ++i, row += s.window_columns) {
      const std::size_t y = first_row * g.stride_height + i - g.padding_top;  // huge above the image
      std::fill(row, row + s.window_columns, T(0));
      if (y < g.height && g.padding_left < s.window_columns)
        std::copy_n(x + (c * g.height + y) * g.width, std::min(g.width, s.window_columns - g.padding_left),
                    row + g.padding_left);
    }
  return {window, s.window_rows, s.window_columns, -std::ptrdiff_t(first_row * g.stride_height), 0};
}

/** The outputs of rows [begin, end) that see a pixel through a tap, and where; neighbours in memory become one. */
template <typename T>
std::size_t find_segments(const Sums<T>& s, const Source<T>& x, std::size_t tap, std::size_t begin, std::size_t end,
                          std::array<Segment, most_rows>& segments) {
  const Geometry& g = s.g;
  const std::ptrdiff_t top = x.top + std::ptrdiff_t(tap / g.kernel_width * g.dilation_height);
  const std::ptrdiff_t left = x.left + std::ptrdiff_t(tap % g.kernel_width * g.dilation_width);
  const Range rows = seeing_outputs(end, g.stride_height, top, x.height);
  const Range columns = seeing_outputs(s.Q, g.stride_width, left, x.width);
  const std::size_t depth = columns.end - columns.begin;
  std::size_t count = 0;
  for (std::size_t p = std::max(begin, rows.begin); p < rows.end && depth > 0; ++p) {
    const std::ptrdiff_t offset = (std::ptrdiff_t(p * g.stride_height) + x.top) * std::ptrdiff_t(x.width) +
                                  std::ptrdiff_t(columns.begin * g.stride_width) + x.left;
    const std::size_t row = (p - begin) * s.Q + columns.begin;
    if (Segment* last = count > 0 ? &segments[count - 1] : nullptr;
        last && last->row + last->depth == row && last->offset + std::ptrdiff_t(last->depth * g.stride_width) == offset)
      last->depth += depth;
    else
      segments[count++] = {offset, depth, row};
  }
  return count;
}

/** Adds what rows [begin, end) of one image's output contribute to some weights, for one block of filters. */
template <typename T>
void multiply_rows(const Sums<T>& s, const Source<T>& x, std::size_t begin, std::size_t end, std::size_t first_weight,
                   std::size_t weights, std::size_t vectors, const T* gradients, bool add, T* sums) {
  const Geometry& g = s.g;
  std::array<Segment, most_rows> segments;
  const auto offset_of = [&](std::size_t tap) {
    return tap / g.kernel_width * g.dilation_height * x.width + tap % g.kernel_width * g.dilation_width;
  };
  // Take the channels tap by tap, or all at once.
  const std::size_t runs = s.padded ? 1 : s.taps;
  for (std::size_t run = 0; run < runs; ++run) {
    const std::size_t count = find_segments(s, x, run, begin, end, segments);
    Left<T> left{{}, g.stride_width};
    std::array<T*, tile_rows> out{};
    std::size_t c = (first_weight + run) / s.taps, tap = (first_weight + run) % s.taps;
    for (std::size_t weight = run; weight < weights;) {
      const std::size_t height = next_tile(ceil_divide(weights - weight, runs));
      for (std::size_t i = 0; i < height; ++i, weight += runs) {
        left.row_start[i] = x.pixels + c * x.height * x.width + offset_of(tap);
        out[i] = sums + weight * tile_columns<T>;
        // Go on to the next channel, or to the next tap.
        if (s.padded && ++tap < s.taps) continue;
        if (s.padded) tap = 0;
        ++c;
      }
      multiply_tile(height, vectors, left, segments.data(), count, gradients, out, add);
    }
  }
}

/** dweight += the sums of some weights and one block of filters. */
template <typename T>
void add_sums(const Sums<T>& s, const T* sums, std::size_t first_weight, std::size_t weights, std::size_t group,
              std::size_t filter, std::size_t filters, T* transposed, T* dweight) {
  if (s.swapped) {  // They lie as they are wanted.
    for (std::size_t weight = 0; weight < weights; ++weight) {
      T* destination = dweight + (group * s.C + first_weight + weight) * s.K + filter;
      for (std::size_t k = 0; k < filters; ++k) destination[k] += sums[weight * tile_columns<T> + k];
    }
    return;
  }
  // Bring the sums of a filter side by side.
  for (std::size_t v = 0; v < filters; v += lanes<T>) {
    const std::size_t some = std::min(lanes<T>, filters - v);
    transpose_matrix(sums + v, tile_columns<T>, weights, some, transposed, s.part_weights, weights);
    for (std::size_t k = 0; k < some; ++k) {
      T* destination = dweight + (group * s.K + filter + v + k) * s.C * s.taps + first_weight;
      for (std::size_t i = 0; i < weights; ++i) destination[i] += transposed[k * s.part_weights + i];
    }
  }
}

/** All sums: of the layer, or of the one in which x and dy have changed places. */
template <typename T>
void run(const Sums<T>& s, std::size_t batch, const T* x, const T* dy, T* dweight, T* memory) {
  const Geometry& g = s.g;
  for_each_task(
      g.groups * s.filter_groups * s.parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % s.parts, blocks = task / s.parts % s.filter_groups;
        const std::size_t group = task / s.parts / s.filter_groups;
        const std::size_t first_weight = part * s.part_weights;
        const std::size_t weights = std::min(s.part_weights, s.C * s.taps - first_weight);
        const std::size_t first_block = blocks * s.together;
        const std::size_t end_block = std::min(first_block + s.together, s.filter_count);
        Slices<T> slices(memory + thread * (s.scratch() / s.threads));
        const auto [gradient_size, window_size, sum_size, transposed_size] = s.sizes();
        T* gradients = slices.take(gradient_size);
        T* window = slices.take(window_size);
        T* sums = slices.take(sum_size);
        T* transposed = slices.take(transposed_size);
        const auto for_each_block = [&](const auto& body) {
          for (std::size_t block = first_block; block < end_block; ++block) {
            const std::size_t filter = block * tile_columns<T>;
            body(filter, std::min(tile_columns<T>, s.K - filter),
                 sums + (block - first_block) * weights * tile_columns<T>);
          }
        };

        for (std::size_t n = 0; n < batch; ++n) {
          const T* x_image = x + (n * g.groups + group) * s.C * g.height * g.width;
          const T* dy_image = dy + (n * g.groups + group) * s.K * s.P * s.Q;
          Source<T> source{x_image, g.height, g.width, -std::ptrdiff_t(g.padding_top), -std::ptrdiff_t(g.padding_left)};
          for (std::size_t begin = 0; begin < s.P; begin += s.chunk_rows) {
            const std::size_t end = std::min(begin + s.chunk_rows, s.P);
            if (s.padded) source = pad(s, x_image, begin, window);
            for_each_block([&](std::size_t filter, std::size_t filters, T* block_sums) {
              // Bring the filters of dy side by side, and multiply.
              transpose_matrix(dy_image + (filter * s.P + begin) * s.Q, s.P * s.Q, filters, (end - begin) * s.Q,
                               gradients, tile_columns<T>, round_up(filters, lanes<T>));
              multiply_rows(s, source, begin, end, first_weight, weights, ceil_divide(filters, lanes<T>), gradients,
                            n + begin > 0, block_sums);
            });
          }
        }

        for_each_block([&](std::size_t filter, std::size_t filters, T* block_sums) {
          add_sums(s, block_sums, first_weight, weights, group, filter, filters, transposed, dweight);
        });
      },
      s.threads);
}

template <typename T>
Sums<T> make_sums(const Geometry& g, std::size_t batch, std::size_t threads) {
  // Where the kernel is one pixel, x and dy play the same part, and the one with fewer channels is the quicker to
  // bring into the lanes. But the other is then read once for every block of them, which must not be from memory.
  const bool swap = pointwise::applicable(g) && g.channels < g.filters && batch * output_size(g) <= last_cache<T>;
  Geometry seen = g;
  if (swap) std::swap(seen.channels, seen.filters);
  Sums<T> s(seen, batch, threads);
  s.swapped = swap;
  return s;
}

}  // namespace

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t batch, std::size_t threads) {
  return make_sums<T>(g, batch, threads).scratch();
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight, T* dbias,
                      Workspace<T>& workspace) {
  check(g);
  const Sums<T> s = make_sums<T>(g, batch, worthwhile_threads(flops(g, batch)));
  T* memory = workspace.reserve(s.scratch());
  s.swapped ? run(s, batch, dy, x, dweight, memory) : run(s, batch, x, dy, dweight, memory);
  naive::backward_bias(g, batch, dy, dbias);
}

template std::size_t backward_weights_scratch<float>(const Geometry&, std::size_t, std::size_t);
template std::size_t backward_weights_scratch<double>(const Geometry&, std::size_t, std::size_t);
template void backward_weights(const Geometry&, std::size_t, const float*, const float*, float*, float*,
                               Workspace<float>&);
template void backward_weights(const Geometry&, std::size_t, const double*, const double*, double*, double*,
                               Workspace<double>&);

}  // namespace dln::conv::direct
