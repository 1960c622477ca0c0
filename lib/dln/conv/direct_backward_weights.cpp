// The gradient of the weights: the same register kernel, whose rows are now weights (a channel and a tap) and whose
// sum runs over the pixels of the outputs.
#include <algorithm>

#include "dln/conv/direct.hpp"
#include "dln/conv/direct_taps.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/naive.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** How the images are cut into portions, of a size that does not depend on the threads, and where everything lies. */
template <typename T>
struct Sums {
  Geometry g;
  std::size_t C, K, rows, P, Q;  ///< of one group; rows = C R S
  std::size_t window_rows, window_columns, window_size, gradient_size;
  std::size_t portion, filter_count;
  std::size_t threads, parts, part_rows;

  Sums(const Geometry& of, std::size_t batch, std::size_t with_threads)
      : g(of),
        C(g.channels / g.groups),
        K(g.filters / g.groups),
        rows(C * g.kernel_height * g.kernel_width),
        P(output_height(g)),
        Q(output_width(g)),
        threads(with_threads) {
    window_rows = (P - 1) * g.stride_height + kernel_span(g.kernel_height, g.dilation_height);
    window_columns = (Q - 1) * g.stride_width + kernel_span(g.kernel_width, g.dilation_width);
    window_size = window_rows * window_columns * C;
    filter_count = filter_blocks<T>(K);
    gradient_size = P * Q * filter_count * tile_columns<T>;
    constexpr std::size_t cache = (std::size_t{12} << 20) / sizeof(T);
    portion = std::clamp<std::size_t>(cache / (window_size + gradient_size), 1, batch);
    // Divide the weights evenly among the threads.
    parts = ceil_divide(rows, 144);
    if (filter_count % threads != 0 && filter_count * parts < 8 * threads) parts = round_up(parts, threads);
    part_rows = round_up(ceil_divide(rows, parts), tile_rows);
    parts = ceil_divide(rows, part_rows);
  }

  std::size_t sums_size() const { return filter_count * parts * part_rows * tile_columns<T>; }

  std::size_t scratch() const {
    Slices<T> slices;
    slices.take(portion * window_size);
    slices.take(portion * gradient_size);
    slices.take(sums_size());
    slices.take(threads * lanes<T> * part_rows);
    return slices.used();
  }
};

/** Brings the channels of x and dy side by side, for the images of a portion. */
template <typename T>
void pack_portion(const Sums<T>& s, std::size_t group, std::size_t first, std::size_t count, const T* x, const T* dy,
                  T* windows, T* gradients) {
  const Geometry& g = s.g;
  // Rows of x in pieces, and rows of dy in pieces, of every image.
  const std::size_t pieces = std::min<std::size_t>(8, s.P), tasks = 2 * pieces * count;
  for_each_task(
      tasks,
      [&](std::size_t task, std::size_t) {
        const std::size_t n = task / (2 * pieces), piece = task / 2 % pieces, image = (first + n) * g.groups + group;
        if (task % 2 == 0) {
          const std::size_t begin = s.window_rows * piece / pieces, end = s.window_rows * (piece + 1) / pieces;
          pack_pixels(Planes<T>{x + image * s.C * g.height * g.width, s.C, g.height, g.width},
                      Rectangle{std::ptrdiff_t(begin) - std::ptrdiff_t(g.padding_top), -std::ptrdiff_t(g.padding_left),
                                end - begin, s.window_columns},
                      windows + n * s.window_size + begin * s.window_columns * s.C, s.C);
        } else {
          const std::size_t begin = s.P * piece / pieces, end = s.P * (piece + 1) / pieces;
          for (std::size_t f = 0; f < s.filter_count; ++f) {
            const std::size_t filter = f * tile_columns<T>, filters = std::min(tile_columns<T>, s.K - filter);
            transpose_matrix(dy + (image * s.K + filter) * s.P * s.Q + begin * s.Q, s.P * s.Q, filters,
                             (end - begin) * s.Q, gradients + ((f * count + n) * s.P + begin) * s.Q * tile_columns<T>,
                             tile_columns<T>, round_up(filters, lanes<T>));
          }
        }
      },
      s.threads);
}

/** Adds the products of a portion to some rows of the sums, for one block of filters. */
template <typename T>
void multiply_portion(const Sums<T>& s, std::size_t count, std::size_t first_row, std::size_t rows, std::size_t vectors,
                      const T* windows, const T* gradients, bool add, T* sums) {
  const Geometry& g = s.g;
  const std::size_t taps = g.kernel_height * g.kernel_width;
  // Take output rows until their pixels fill their part of the cache.
  constexpr std::size_t most_rows = 64;
  Segment segments[most_rows];
  const std::size_t chunk_rows = std::clamp<std::size_t>(ceil_divide(384, s.Q), 1, most_rows);
  for (std::size_t begin = 0; begin < count * s.P; begin += chunk_rows) {
    const std::size_t end = std::min(begin + chunk_rows, count * s.P);
    for (std::size_t row = begin; row < end; ++row)
      segments[row - begin] = {
          std::ptrdiff_t(row / s.P * s.window_size + row % s.P * g.stride_height * s.window_columns * s.C), s.Q};

    Left<T> left{{}, g.stride_width * s.C};
    std::array<T*, tile_rows> out{};
    for (std::size_t row = 0; row < rows;) {
      const std::size_t height = next_tile(rows - row);
      for (std::size_t i = 0; i < height; ++i) {
        const std::size_t weight = first_row + row + i, c = weight / taps, tap = weight % taps;
        const std::size_t r = tap / g.kernel_width * g.dilation_height, q = tap % g.kernel_width * g.dilation_width;
        left.row_start[i] = windows + (r * s.window_columns + q) * s.C + c;
        out[i] = sums + (row + i) * tile_columns<T>;
      }
      multiply_tile(height, vectors, left, segments, end - begin, gradients + begin * s.Q * tile_columns<T>,
                    tile_columns<T>, out, add || begin > 0);
      row += height;
    }
  }
}

template <typename T>
void run_group(const Sums<T>& s, std::size_t batch, std::size_t group, const T* x, const T* dy, T* dweight, T* memory) {
  Slices<T> slices(memory);
  T* windows = slices.take(s.portion * s.window_size);
  T* gradients = slices.take(s.portion * s.gradient_size);
  T* all_sums = slices.take(s.sums_size());
  T* all_rows = slices.take(s.threads * lanes<T> * s.part_rows);
  for (std::size_t first = 0; first < batch; first += s.portion) {
    const std::size_t count = std::min(s.portion, batch - first);
    pack_portion(s, group, first, count, x, dy, windows, gradients);
    for_each_task(
        s.filter_count * s.parts,
        [&](std::size_t task, std::size_t thread) {
          const std::size_t block = task / s.parts, first_row = task % s.parts * s.part_rows;
          const std::size_t rows = std::min(s.part_rows, s.rows - first_row), filter = block * tile_columns<T>;
          const std::size_t filters = std::min(tile_columns<T>, s.K - filter);
          T* sums = all_sums + task * s.part_rows * tile_columns<T>;
          multiply_portion(s, count, first_row, rows, ceil_divide(filters, lanes<T>), windows,
                           gradients + block * count * s.P * s.Q * tile_columns<T>, first > 0, sums);
          if (first + count < batch) return;

          // After the last portion, bring the sums of a filter side by side and add them to its gradient.
          T* transposed = all_rows + thread * lanes<T> * s.part_rows;
          for (std::size_t v = 0; v < filters; v += lanes<T>) {
            const std::size_t some = std::min(lanes<T>, filters - v);
            transpose_matrix(sums + v, tile_columns<T>, rows, some, transposed, s.part_rows, rows);
            for (std::size_t k = 0; k < some; ++k) {
              T* destination = dweight + (group * s.K + filter + v + k) * s.rows + first_row;
              for (std::size_t row = 0; row < rows; ++row) destination[row] += transposed[k * s.part_rows + row];
            }
          }
        },
        s.threads);
  }
}

}  // namespace

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t batch, std::size_t threads) {
  return Sums<T>(g, batch, threads).scratch();
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight, T* dbias,
                      Workspace<T>& workspace) {
  check(g);
  const Sums<T> s(g, batch, worthwhile_threads(flops(g, batch)));
  T* memory = workspace.reserve(s.scratch());
  for (std::size_t group = 0; group < g.groups; ++group) run_group(s, batch, group, x, dy, dweight, memory);
  naive::backward_bias(g, batch, dy, dbias);
}

template std::size_t backward_weights_scratch<float>(const Geometry&, std::size_t, std::size_t);
template std::size_t backward_weights_scratch<double>(const Geometry&, std::size_t, std::size_t);
template void backward_weights(const Geometry&, std::size_t, const float*, const float*, float*, float*,
                               Workspace<float>&);
template void backward_weights(const Geometry&, std::size_t, const double*, const double*, double*, double*,
                               Workspace<double>&);

}  // namespace dln::conv::direct
