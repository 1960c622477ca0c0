#include "dln/conv/pointwise.hpp"

#include <algorithm>

#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/pixel_kernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::pointwise {

namespace {

/** Channels of a panel, at most: its tiles and the weights that meet them share the first two caches. */
constexpr std::size_t most_channels = 256;

/** Tiles of pixels in a panel: enough that every visit to a channel's memory reads several cache lines. */
template <typename T>
constexpr std::size_t panel_tiles = std::max<std::size_t>(1, 64 / tile_columns<T>);

template <typename T>
constexpr std::size_t panel_columns = panel_tiles<T>* tile_columns<T>;

/** Copies some pixels of some channels, `plane` elements apart, tile by tile, a row for each channel. */
template <typename T>
void copy_panel(const T* x, std::size_t plane, std::size_t channels, std::size_t pixels, T* panel) {
  // [Bring the channels of a panel together]
  for (std::size_t c = 0; c < channels; ++c, x += plane)
    for (std::size_t i = 0; i < pixels; i += lanes<T>) {
      T* row = panel + (i / tile_columns<T> * channels + c) * tile_columns<T> + i % tile_columns<T>;
      if (pixels - i >= lanes<T>)
        Vector<T>::load(x + i).store(row);
      else
        load_first(x + i, pixels - i).store(row);
      if (i % cache_line<T> == 0) prefetch(x + i + panel_columns<T>);  // of the next panel
    }
  // [Bring the channels of a panel together]
}

}  // namespace

bool applicable(const Geometry& g) {
  return g.kernel_height == 1 && g.kernel_width == 1 && g.stride_height == 1 && g.stride_width == 1 &&
         g.padding_top + g.padding_bottom + g.padding_left + g.padding_right == 0;
}

template <typename T>
void transform_weights(const Geometry& g, Pass pass, const T* weight, T* ready) {
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
  if (pass == Pass::forward)
    std::copy(weight, weight + weight_count(g), ready);
  else
    for (std::size_t group = 0; group < g.groups; ++group)
      transpose_matrix(weight + group * K * C, C, K, C, ready + group * K * C, K, K);
}

template <typename T>
void multiply_images(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                     T* memory, std::size_t threads) {
  std::size_t channels = g.channels / g.groups, filters = g.filters / g.groups;
  if (pass == Pass::backward_data) std::swap(channels, filters);
  const std::size_t plane = g.height * g.width, panels = ceil_divide(plane, panel_columns<T>);
  const std::size_t images = batch * g.groups;  // every group of an image is one by itself
  const std::size_t parts = std::min(panels, threads > 1 ? round_up(ceil_divide(16, images), threads) : 1);
  for_each_task(
      images * parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % parts, image = task / parts, group = image % g.groups;
        T* panel = memory + thread * workspace_size<T>(1);
        for (std::size_t i = panels * part / parts; i < panels * (part + 1) / parts; ++i)
          for (std::size_t c = 0; c < channels; c += most_channels) {
            const std::size_t first = i * panel_columns<T>, pixels = std::min(panel_columns<T>, plane - first);
            const std::size_t depth = std::min(most_channels, channels - c);
            copy_panel(x + (image * channels + c) * plane + first, plane, depth, pixels, panel);
            for (std::size_t j = 0; j < pixels; j += tile_columns<T>)
              multiply_pixels(PixelProduct<T>{.weights = ready + group * filters * channels + c,
                                              .weight_stride = channels,
                                              .depth = depth,
                                              .values = panel + j * depth,
                                              .bias = bias ? bias + group * filters : nullptr,
                                              .add = c > 0,
                                              .y = y + image * filters * plane + first + j,
                                              .plane = plane},
                              filters, std::min(tile_columns<T>, pixels - j));
          }
      },
      threads);
}

template <typename T>
std::size_t workspace_size(std::size_t threads) {
  return threads * most_channels * panel_columns<T>;
}

#define DLN_INSTANTIATE(T)                                                                                \
  template void transform_weights(const Geometry&, Pass, const T*, T*);                                   \
  template void multiply_images(const Geometry&, Pass, std::size_t, const T*, const T*, const T*, T*, T*, \
                                std::size_t);                                                             \
  template std::size_t workspace_size<T>(std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::pointwise
