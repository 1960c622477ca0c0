// The gradient of the weights: the same register kernel, whose rows are now weights (a channel
// and a tap) and whose sum runs over the pixels of the outputs. Along a row of the image these
// are neighbours in x already, so only dy changes layout, a few rows at a time.
#include <algorithm>
#include <array>

#include "dln/conv/direct.hpp"
#include "dln/conv/direct_weight_sums.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/naive.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv::direct {

namespace {

/** Scratch of one thread. */
template <typename T>
struct Scratch {
  T* gradients;  ///< pixels of dy with their filters side by side
  T* window;     ///< of x, with its padding

  Scratch(const Sums<T>& s, Slices<T>& slices)
      : gradients(slices.take(s.chunk_rows * s.Q * tile_columns<T>)),
        window(slices.take(s.padded ? s.C * s.window_rows * s.window_columns : 0)) {}
};

/** The images that the kernel reads: a group of x itself, or a copy of some of its rows with
 * their padding. */
template <typename T>
struct Source {
  const T* pixels;
  std::size_t height, width;
  std::ptrdiff_t top, left;  ///< where the first tap of the output at (0, 0) looks
};

/** Copies the part of a group of x that some rows of the output see, zero where that is
 * padding. */
template <typename T>
Source<T> pad(const Sums<T>& s, const T* x, std::size_t first_row, T* window) {
  const Geometry& g = s.g;
  T* row = window;
  for (std::size_t c = 0; c < s.C; ++c)
    for (std::size_t i = 0; i < s.window_rows; ++i, row += s.window_columns) {
      const std::size_t y =
          first_row * g.stride_height + i - g.padding_top;  // huge above the image
      std::fill(row, row + s.window_columns, T(0));
      if (y < g.height && g.padding_left < s.window_columns)
        std::copy_n(x + (c * g.height + y) * g.width,
                    std::min(g.width, s.window_columns - g.padding_left), row + g.padding_left);
    }
  return {window, s.window_rows, s.window_columns, -std::ptrdiff_t(first_row * g.stride_height),
          0};
}

/** The outputs of rows [begin, end) that see a pixel through a tap, and where; neighbours in
 * memory become one. */
template <typename T>
std::size_t find_segments(const Sums<T>& s, const Source<T>& x, std::size_t tap,
                          std::size_t begin, std::size_t end,
                          std::array<Segment, max_chunk_rows>& segments) {
  const Geometry& g = s.g;
  const std::ptrdiff_t top = x.top + std::ptrdiff_t(tap / g.kernel_width * g.dilation_height);
  const std::ptrdiff_t left = x.left + std::ptrdiff_t(tap % g.kernel_width * g.dilation_width);
  const Range rows = seeing_outputs(end, g.stride_height, top, x.height);
  const Range columns = seeing_outputs(s.Q, g.stride_width, left, x.width);
  const std::size_t depth = columns.end - columns.begin;
  std::size_t count = 0;
  for (std::size_t p = std::max(begin, rows.begin); p < rows.end && depth > 0; ++p) {
    const std::ptrdiff_t offset =
        (std::ptrdiff_t(p * g.stride_height) + x.top) * std::ptrdiff_t(x.width) +
        std::ptrdiff_t(columns.begin * g.stride_width) + x.left;
    const std::size_t row = (p - begin) * s.Q + columns.begin;
    if (Segment* last = count > 0 ? &segments[count - 1] : nullptr;
        last && last->row + last->depth == row &&
        last->offset + std::ptrdiff_t(last->depth * g.stride_width) == offset)
      last->depth += depth;
    else
      segments[count++] = {offset, depth, row};
  }
  return count;
}

/** Adds what rows [begin, end) of one image's output contribute to some weights, for one block
 * of filters. */
template <typename T>
void multiply_rows(const Sums<T>& s, const Source<T>& x, std::size_t begin, std::size_t end,
                   std::size_t first_weight, std::size_t weights, std::size_t vectors,
                   const T* gradients, bool add, T* sums) {
  const Geometry& g = s.g;
  Ahead<T> nothing;
  std::array<Segment, max_chunk_rows> segments;
  const auto offset_of = [&](std::size_t tap) {
    return tap / g.kernel_width * g.dilation_height * x.width +
           tap % g.kernel_width * g.dilation_width;
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
      multiply_tile(height, vectors, left, segments.data(), count, gradients, out, add,
                    nothing);
    }
  }
}

/** The sums of one task. */
template <typename T>
void sum_products(const Sums<T>& s, const Task& task, const T* x, const T* dy,
                  const Scratch<T>& scratch, T* sums) {
  const Geometry& g = s.g;
  const std::size_t weights = task.end_weight - task.first_weight;
  const std::size_t begin = s.rows * task.row_part / s.row_parts,
                    end = s.rows * (task.row_part + 1) / s.row_parts;
  for (std::size_t row = begin, height = 0; row < end; row += height) {
    // Take some rows of one image.
    const std::size_t n = row / s.P, first = row % s.P, left = std::min(s.P - first, end - row);
    height = ceil_divide(left, ceil_divide(left, s.chunk_rows));
    const T* x_image = x + (n * g.groups + task.group) * s.C * g.height * g.width;
    const T* dy_rows = dy + (n * g.groups + task.group) * s.K * s.P * s.Q + first * s.Q;
    const Source<T> source =
        s.padded ? pad(s, x_image, first, scratch.window)
                 : Source<T>{x_image, g.height, g.width, -std::ptrdiff_t(g.padding_top),
                             -std::ptrdiff_t(g.padding_left)};
    T* block_sums = sums;
    for (std::size_t block = task.first_block; block < task.end_block; ++block) {
      // Bring the filters of dy side by side, and multiply.
      const std::size_t filter = block * tile_columns<T>,
                        filters = std::min(tile_columns<T>, s.K - filter);
      transpose_matrix(dy_rows + filter * s.P * s.Q, s.P * s.Q, filters, height * s.Q,
                       scratch.gradients, tile_columns<T>, round_up(filters, lanes<T>));
      multiply_rows(s, source, first, first + height, task.first_weight, weights,
                    ceil_divide(filters, lanes<T>), scratch.gradients, row > begin, block_sums);
      block_sums += weights * tile_columns<T>;
    }
  }
}

/** dweight += the sums of a task, of its weights [first, end). */
template <typename T>
void add_sums(const Sums<T>& s, const Task& task, std::size_t first, std::size_t end,
              const T* sums, T* dweight) {
  const std::size_t weights = task.end_weight - task.first_weight, filter_size = s.C * s.taps;
  sums += (first - task.first_weight) * tile_columns<T>;
  for (std::size_t block = task.first_block; block < task.end_block;
       ++block, sums += weights * tile_columns<T>) {
    const std::size_t filter = block * tile_columns<T>,
                      filters = std::min(tile_columns<T>, s.K - filter);
    if (!s.swapped) {
      add_transposed(sums, tile_columns<T>, end - first, filters,
                     dweight + (task.group * s.K + filter) * filter_size + first, filter_size);
      continue;
    }
    for (std::size_t weight = first; weight < end; ++weight) {  // They lie as they are wanted.
      T* destination = dweight + (task.group * s.C + weight) * s.K + filter;
      for (std::size_t k = 0; k < filters; ++k)
        destination[k] += sums[(weight - first) * tile_columns<T> + k];
    }
  }
}

/** Adds the sums over the other parts of the rows to those over the first, for the weights
 * [first, end) of a task. */
template <typename T>
void add_row_parts(const Sums<T>& s, const Task& task, std::size_t first, std::size_t end,
                   std::size_t apart, T* sums) {
  const std::size_t weights = task.end_weight - task.first_weight;
  for (std::size_t block = task.first_block; block < task.end_block;
       ++block, sums += weights * tile_columns<T>) {
    const std::size_t filters = std::min(tile_columns<T>, s.K - block * tile_columns<T>);
    for (std::size_t part = 1; part < s.row_parts; ++part)
      for (std::size_t weight = first - task.first_weight; weight < end - task.first_weight;
           ++weight) {
        T* sum = sums + weight * tile_columns<T>;
        for (std::size_t k = 0; k < filters; ++k) sum[k] += sum[part * apart + k];
      }
  }
}

/** Elements of scratch of one thread. */
template <typename T>
std::size_t scratch_of_thread(const Sums<T>& s) {
  Slices<T> slices;
  Scratch<T>(s, slices);
  return own_part<T>(slices.used());
}

/** All sums: of the layer, or of the one in which x and dy have changed places. */
template <typename T>
void run(const Sums<T>& s, const T* x, const T* dy, T* dweight, T* memory) {
  const std::size_t scratch_size = scratch_of_thread(s), sums_size = s.sums_size();
  T* all_sums = memory + s.threads * scratch_size;
  const auto scratch_of = [&](std::size_t thread) {
    Slices<T> slices(memory + thread * scratch_size);
    return Scratch<T>(s, slices);
  };
  for_each_task(
      s.tasks(),
      [&](std::size_t number, std::size_t thread) {
        const Task task = s.task(number);
        const Scratch<T> scratch = scratch_of(thread);
        T* sums = all_sums + (s.row_parts > 1 ? number : thread) * sums_size;
        sum_products(s, task, x, dy, scratch, sums);
        if (s.row_parts == 1)
          add_sums(s, task, task.first_weight, task.end_weight, sums, dweight);
      },
      s.threads);
  if (s.row_parts == 1) return;

  // Add what the parts of the rows have summed, in their order, some weights at a time.
  const std::size_t tasks = s.tasks() / s.row_parts, pieces = ceil_divide(usual_tasks, tasks);
  for_each_task(
      tasks * pieces,
      [&](std::size_t index, std::size_t) {
        const std::size_t piece = index % pieces, number = index / pieces;
        const Task task = s.task(number);
        const std::size_t weights = task.end_weight - task.first_weight;
        const std::size_t first = task.first_weight + weights * piece / pieces;
        const std::size_t end = task.first_weight + weights * (piece + 1) / pieces;
        T* sums = all_sums + number * sums_size;
        add_row_parts(s, task, first, end, tasks * sums_size, sums);
        add_sums(s, task, first, end, sums, dweight);
      },
      s.threads);
}

template <typename T>
Sums<T> make_sums(const Geometry& g, std::size_t batch, std::size_t threads) {
  // Where the kernel is one pixel, x and dy play the same part, and the one with fewer channels
  // is the quicker to bring into the lanes.
  const bool swap = pointwise::applicable(g) && g.channels < g.filters;
  Geometry seen = g;
  if (swap) std::swap(seen.channels, seen.filters);
  Sums<T> s(seen, batch, threads);
  s.swapped = swap;
  return s;
}

}  // namespace

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t batch,
                                     std::size_t threads) {
  if (sliding::suitable_for_weights<T>(g))
    return sliding::weights_workspace_size<T>(g, batch, threads);
  const Sums<T> s = make_sums<T>(g, batch, threads);
  return threads * scratch_of_thread(s) + s.sums_count() * s.sums_size();
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight,
                      T* dbias, Workspace<T>& workspace) {
  check(g);
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(backward_weights_scratch<T>(g, batch, threads));
  if (sliding::suitable_for_weights<T>(g)) {
    sliding::backward_weights(g, batch, x, dy, dweight, memory, threads);
  } else {
    const Sums<T> s = make_sums<T>(g, batch, threads);
    s.swapped ? run(s, dy, x, dweight, memory) : run(s, x, dy, dweight, memory);
  }
  naive::backward_bias(g, batch, dy, dbias);
}

template std::size_t backward_weights_scratch<float>(const Geometry&, std::size_t, std::size_t);
template std::size_t backward_weights_scratch<double>(const Geometry&, std::size_t,
                                                      std::size_t);
template void backward_weights(const Geometry&, std::size_t, const float*, const float*, float*,
                               float*, Workspace<float>&);
template void backward_weights(const Geometry&, std::size_t, const double*, const double*,
                               double*, double*, Workspace<double>&);

}  // namespace dln::conv::direct
