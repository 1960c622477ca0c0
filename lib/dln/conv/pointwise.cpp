#include "dln/conv/pointwise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "dln/conv/cache.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/pixel_kernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::pointwise {

namespace {

/** Channels of a panel, at most. */
constexpr std::size_t max_channels = 256;

/** Pixels of a panel of a layer that reads so many channels. */
template <typename T>
std::size_t pixels_of_panel(std::size_t channels) {
  return panel_columns<T>(std::min(channels, max_channels));
}

/**
 * Where in `memory` to copy some pixels: at the place in a page that they have in theirs, to
 * whole cache lines. One to three per cent faster than the same place for all, as was found by
 * trying.
 */
template <typename T>
T* panel_beside(const T* pixels, T* memory) {
  return memory + reinterpret_cast<std::uintptr_t>(pixels) / sizeof(T) % page<T> /
                      cache_line<T> * cache_line<T>;
}

/** Copies some pixels of some channels, `plane` elements apart, to tiles, the last of which is
 * not whole. */
template <typename T>
void copy_panel(const T* x, std::size_t plane, std::size_t channels, std::size_t pixels,
                T* panel) {
  const std::size_t columns = tile_width<T>(pixels);
  for (std::size_t i = 0; i < pixels; i += columns)
    for (std::size_t c = 0; c < channels; ++c, panel += columns)
      for (std::size_t j = i; j < std::min(i + columns, pixels); j += lanes<T>)
        load_first(x + c * plane + j, std::min(lanes<T>, pixels - j)).store(panel + j - i);
}

}  // namespace

bool applicable(const Geometry& g) {
  return g.kernel_height == 1 && g.kernel_width == 1 && g.stride_height == 1 &&
         g.stride_width == 1 &&
         g.padding_top + g.padding_bottom + g.padding_left + g.padding_right == 0;
}

template <typename T>
void transform_weights(const Geometry& g, Direction direction, const T* weight, T* ready) {
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
  for (std::size_t group = 0; group < g.groups; ++group, weight += K * C, ready += K * C) {
    if (direction == Direction::forward) {
      pack_rows(weight, K, C, ready);
      continue;
    }
    // Filters and channels have changed places: a tile is some columns of the weights, as they
    // lie.
    T* packed = ready;
    for (std::size_t c = 0, rows = 0; c < C; c += rows) {
      rows = next_tile(C - c);
      const T* from = weight + c;
      for (std::size_t k = 0; k < K; ++k, from += C)
        for (std::size_t row = 0; row < rows; ++row) *packed++ = from[row];
    }
  }
}

template <typename T>
void multiply_images(const Geometry& g, Direction direction, std::size_t batch, const T* x,
                     const Weights<T>& weight, const T* bias, T* y, T* memory,
                     std::size_t threads) {
  std::size_t channels = g.channels / g.groups, filters = g.filters / g.groups;
  if (direction == Direction::backward_data) std::swap(channels, filters);
  const std::size_t plane = g.height * g.width;
  const std::size_t images = batch * g.groups;  // every group of an image is one by itself
  const std::size_t columns = pixels_of_panel<T>(channels);
  const std::size_t panels = ceil_divide(plane, columns);
  // Equal shares of the lines of an image: a panel more would be much for a thread that has
  // few.
  constexpr std::size_t line = cache_line<T>;
  const std::size_t lines = ceil_divide(plane, line);
  // Parts of all images, at most: where panels are narrow, as many as one image has, lest parts
  // end within a panel.
  constexpr std::size_t max_parts = intel_server ? 128 : 64;
  const std::size_t parts =
      std::min(round_up(panels, threads),
               threads > 1 ? round_up(ceil_divide(max_parts, images), threads) : 1);
  const std::size_t scratch = workspace_size<T>(g, direction, weight.ready, 1);
  std::array<std::size_t, max_channels> where;
  for (std::size_t c = 0; c < max_channels; ++c) where[c] = c * plane;
  // Where memory begins behind the L2 cache, large outputs are written past it; elsewhere, with
  // pages of four kilobytes, that was the slower way.
  const bool streamed = intel_server && channels <= max_channels &&
                        worth_streaming(images * filters * plane * sizeof(T)) &&
                        on_lines(y, plane);
  const auto do_task = [&](std::size_t task, const T* weights, T* place) {
    const std::size_t part = task % parts, image = task / parts, group = image % g.groups;
    const std::size_t end = std::min(lines * (part + 1) / parts * line, plane);
    for (std::size_t first = lines * part / parts * line; first < end; first += columns)
      for (std::size_t c = 0; c < channels; c += max_channels) {
        const std::size_t pixels = std::min(columns, end - first);
        const std::size_t depth = std::min(max_channels, channels - c);
        const T* source = x + (image * channels + c) * plane + first;
        const T* next = c + depth < channels ? source + depth * plane
                                             : x + image * channels * plane + first + columns;
        const bool whole = pixels % lanes<T> == 0;
        T* panel = panel_beside(source, place);
        if (!whole) copy_panel(source, plane, depth, pixels, panel);
        multiply_pixels(PixelProduct<T>{.weights = weights + group * filters * channels,
                                        .weight_depth = channels,
                                        .before = c,
                                        .depth = depth,
                                        .values = source,
                                        .where = whole ? where.data() : nullptr,
                                        .tiles = panel,
                                        .next = next,
                                        .next_stride = plane,
                                        .bias = bias ? bias + group * filters : nullptr,
                                        .add = c > 0,
                                        .y = y + image * filters * plane + first,
                                        .plane = plane,
                                        .streamed = streamed},
                        filters, pixels);
      }
    if (streamed) finish_streams();
  };
  for_each_task_by_workers(
      images * parts,
      [&](std::size_t thread) {
        T* place = memory + thread * scratch;
        const T* weights = weight.ready;
        if (!weights) {
          T* own = place + page<T> + max_channels * columns;
          transform_weights(g, direction, weight.plain, own);
          weights = own;
        }
        return [&, weights, place](std::size_t task) { do_task(task, weights, place); };
      },
      threads);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, Direction direction, bool ready,
                           std::size_t threads) {
  const std::size_t channels =
      (direction == Direction::forward ? g.channels : g.filters) / g.groups;
  return threads * own_part<T>(page<T> + max_channels * pixels_of_panel<T>(channels) +
                               (ready ? 0 : weight_count(g)));
}

#define DLN_INSTANTIATE(T)                                                         \
  template void transform_weights(const Geometry&, Direction, const T*, T*);       \
  template void multiply_images(const Geometry&, Direction, std::size_t, const T*, \
                                const Weights<T>&, const T*, T*, T*, std::size_t); \
  template std::size_t workspace_size<T>(const Geometry&, Direction, bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::pointwise
