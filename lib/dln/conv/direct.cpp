#include "dln/conv/direct.hpp"

#include <algorithm>

#include "dln/conv/direct_taps.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** How the output is cut into blocks of rows, and what scratch a thread takes for one. */
struct Plan {
  std::size_t block_rows;    ///< of the output, a multiple of its step
  std::size_t blocks;        ///< in an image
  std::size_t filter_parts;  ///< into which the blocks of filters are divided
  std::size_t window_size, products_size;
  bool pack_late;            ///< pack a block of filters just before its use, when it is used only once
  std::size_t weights_size;  ///< of a block of filters
  std::size_t threads;
};

/** The weights of a layer: packed beforehand, or as they are. */
template <typename T>
struct Weights {
  const T* ready;
  const T* plain;
};

/** Elements of the input under so many rows of the output, at most. */
std::size_t window_elements(const Layer& layer, std::size_t rows) {
  const Axis& axis = layer.rows;
  const std::size_t read = ((rows - 1) * axis.position_scale + (axis.taps - 1) * axis.dilation) / axis.tap_scale + 1;
  return std::min(read, axis.read) * layer.columns.read * layer.channels;
}

template <typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads) {
  Plan p{};
  p.threads = threads;
  const std::size_t step = layer.rows.tap_scale, height = layer.rows.written, width = layer.columns.written;

  // Of the blocks that leave room in the second cache for the weights, take those that keep all threads busy.
  constexpr std::size_t cache = (std::size_t{600} << 10) / sizeof(T);
  double least = 0;
  for (std::size_t rows = step; rows < height + step; rows += step) {
    if (rows > step && window_elements(layer, rows) + rows * width * tile_columns < T >> cache) break;
    const std::size_t blocks = ceil_divide(height, rows), rounds = ceil_divide(batch * blocks, threads);
    const double cost = double(rounds) * (double(std::min(rows, height)) + 0.5 * double(step));
    if (least == 0 || cost <= least) least = cost, p.block_rows = rows, p.blocks = blocks;
  }

  // With fewer blocks than threads, divide the filters too.
  p.filter_parts = 1;
  const std::size_t tasks = batch * p.blocks * layer.groups;
  if (tasks < threads || (tasks < 8 && tasks % threads != 0))
    p.filter_parts = std::min(filter_blocks<T>(layer.filters), 2 * threads);

  p.pack_late = batch * p.blocks == 1;
  p.weights_size = layer.taps() * layer.channels * tile_columns<T>;
  p.window_size = window_elements(layer, p.block_rows);
  p.products_size = p.block_rows * width * tile_columns<T>;
  return p;
}

/** Taps that are multiplied together, at most. */
constexpr std::size_t most_taps = 64;

/** Some rows of the input, their channels side by side. */
template <typename T>
struct Window {
  const T* pixels;
  std::size_t first_row;
};

/** The taps in `chunk` that two runs see, as segments of the kernel's sum: neighbours in memory become one. */
std::size_t find_segments(const Layer& layer, const Run& rows, const Run& columns, Range chunk,
                          std::array<Segment, most_taps>& segments) {
  const std::size_t channels = layer.channels, row_size = layer.columns.read * channels;
  const auto pixel_step = [](const Axis& axis) { return axis.tap_step * axis.dilation / axis.tap_scale; };
  std::size_t count = 0;
  // [Find the stretches of the image that make up a column]
  for (std::size_t i = 0; i < rows.taps; ++i)
    for (std::size_t j = 0; j < columns.taps; ++j) {
      const std::size_t tap =
          (rows.tap + i * layer.rows.tap_step) * layer.columns.taps + columns.tap + j * layer.columns.tap_step;
      if (tap < chunk.begin || tap >= chunk.end) continue;
      const auto offset =
          std::ptrdiff_t(i * pixel_step(layer.rows) * row_size + j * pixel_step(layer.columns) * channels);
      const std::size_t row = (tap - chunk.begin) * channels;
      if (Segment* last = count > 0 ? &segments[count - 1] : nullptr;
          last && last->row + last->depth == row && last->offset + std::ptrdiff_t(last->depth) == offset)
        last->depth += channels;
      else
        segments[count++] = {offset, channels, row};
    }
  // [Find the stretches of the image that make up a column]
  return count;
}

/** One block of output rows, for one block of filters. */
template <typename T>
void multiply_block(const Layer& layer, Range block, const Window<T>& window, const T* weights, std::size_t vectors,
                    bool add, T* products) {
  const std::size_t channels = layer.channels, row_size = layer.columns.read * channels;
  // Take as many taps as leave their weights in their part of the cache.
  constexpr std::size_t cache = (std::size_t{320} << 10) / sizeof(T) / tile_columns<T>;
  const std::size_t chunk_taps = std::clamp<std::size_t>(cache / channels, 1, most_taps);
  std::array<Segment, most_taps> segments;
  for (std::size_t begin = 0; begin < layer.taps(); begin += chunk_taps, add = true) {
    const Range chunk{begin, std::min(begin + chunk_taps, layer.taps())};
    for_each_run(layer.rows, block, [&](const Run& rows) {
      for_each_run(layer.columns, {0, layer.columns.written}, [&](const Run& columns) {
        const std::size_t count = find_segments(layer, rows, columns, chunk, segments);
        Left<T> left{{}, 1};
        std::array<T*, tile_rows> out{};
        std::size_t u = 0, v = 0;
        for (std::size_t pixel = 0; pixel < rows.count * columns.count;) {
          const std::size_t height = next_tile(rows.count * columns.count - pixel);
          // Find where the next pixels are read and written.
          for (std::size_t i = 0; i < height; ++i) {
            left.row_start[i] = window.pixels +
                                (rows.position + u * layer.rows.position_scale - window.first_row) * row_size +
                                (columns.position + v * layer.columns.position_scale) * channels;
            out[i] = products + ((rows.first + u * layer.rows.tap_scale - block.begin) * layer.columns.written +
                                 columns.first + v * layer.columns.tap_scale) *
                                    tile_columns<T>;
            if (++v == columns.count) v = 0, ++u;
          }
          multiply_tile(height, vectors, left, segments.data(), count, weights + begin * channels * tile_columns<T>,
                        out, add);
          pixel += height;
        }
      });
    });
  }
}

template <typename T>
void run(const Layer& layer, const Plan& p, std::size_t batch, const T* x, const Weights<T>& weight, const T* bias,
         T* y, T* memory) {
  constexpr std::size_t width = lanes<T>;
  Slices<T> slices(memory);
  const std::size_t window_size = round_up(p.window_size, cache_line<T>), products_size = p.products_size;
  T* windows = slices.take(p.threads * window_size);
  T* all_products = slices.take(p.threads * products_size);
  T* late_weights = slices.take(weight.ready ? 0 : p.threads * p.weights_size);
  const std::size_t block_count = filter_blocks<T>(layer.filters);
  const std::size_t read_plane = layer.rows.read * layer.columns.read;
  const std::size_t written_plane = layer.rows.written * layer.columns.written;

  for_each_task(
      batch * layer.groups * p.blocks * p.filter_parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % p.filter_parts, block = task / p.filter_parts % p.blocks;
        const std::size_t image = task / p.filter_parts / p.blocks, group = image % layer.groups;
        T* window = windows + thread * window_size;
        T* products = all_products + thread * products_size;

        // Bring the channels of the input side by side.
        const Range written{block * p.block_rows, std::min((block + 1) * p.block_rows, layer.rows.written)};
        const Range read = read_range(layer.rows, written);
        transpose_matrix(x + image * layer.channels * read_plane + read.begin * layer.columns.read, read_plane,
                         layer.channels, (read.end - read.begin) * layer.columns.read, window, layer.channels,
                         layer.channels);

        for (std::size_t f = block_count * part / p.filter_parts; f < block_count * (part + 1) / p.filter_parts; ++f) {
          const std::size_t filter = f * tile_columns<T>, filters = std::min(tile_columns<T>, layer.filters - filter);
          const std::size_t vectors = ceil_divide(filters, width);
          const std::size_t pixels = (written.end - written.begin) * layer.columns.written;
          // Start every sum from the bias.
          if (bias)
            for (std::size_t v = 0; v < vectors; ++v) {
              const auto start =
                  load_first(bias + group * layer.filters + filter + v * width, std::min(width, filters - v * width));
              for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                start.store(products + pixel * tile_columns<T> + v * width);
            }

          // Multiply pixels by weights.
          const T* weights = weight.ready + (group * block_count + f) * p.weights_size;
          if (!weight.ready) {
            T* own = late_weights + thread * p.weights_size;
            for (std::size_t channel = 0; channel < layer.channels; ++channel)
              pack_filters(layer, weight.plain + group * layer.filters * layer.channels * layer.taps(), filter, channel,
                           own);
            weights = own;
          }
          multiply_block(layer, written, Window<T>{window, read.begin}, weights, vectors, bias != nullptr, products);
          transpose_matrix(products, tile_columns<T>, pixels, filters,
                           y + (image * layer.filters + filter) * written_plane + written.begin * layer.columns.written,
                           written_plane, pixels);
        }
      },
      p.threads);
}

template <typename T>
std::size_t scratch(const Plan& p, bool late) {
  Slices<T> slices;
  slices.take(p.threads * round_up(p.window_size, cache_line<T>));
  slices.take(p.threads * p.products_size);
  slices.take(late ? p.threads * p.weights_size : 0);
  return slices.used();
}

/** The convolution by one of the two ways whose lanes are pixels, if one of them suits it. */
template <typename T>
bool multiply_pixel_lanes(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias,
                          T* y, T* memory, std::size_t threads) {
  if (pointwise::applicable(g))
    pointwise::multiply_images(g, pass, batch, x, ready, bias, y, memory, threads);
  else if (sliding::suitable(g, pass))
    sliding::multiply_images(g, pass, batch, x, ready, bias, y, memory, threads);
  else
    return false;
  return true;
}

/** forward and backward_data alike, with packed weights. */
template <typename T>
void run_ready(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
               Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(workspace_size<T>(g, batch, pass, true, threads));
  if (multiply_pixel_lanes(g, pass, batch, x, ready, bias, y, memory, threads)) return;
  const Layer layer = make_layer(g, pass);
  run(layer, plan<T>(layer, batch, threads), batch, x, Weights<T>{ready, nullptr}, bias, y, memory);
}

/** The same with plain weights, which are packed first, unless each block of them is better packed late. */
template <typename T>
void pack_and_run(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
                  Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(workspace_size<T>(g, batch, pass, false, threads));
  const Layer layer = make_layer(g, pass);
  const Plan p = plan<T>(layer, batch, threads);
  if (!lanes_are_pixels(g, pass) && p.pack_late)
    return run(layer, p, batch, x, Weights<T>{nullptr, weight}, bias, y, memory);
  const std::size_t packed = round_up(ready_size<T>(g, pass), cache_line<T>);
  transform_weights(g, pass, weight, memory);
  if (multiply_pixel_lanes(g, pass, batch, x, memory, bias, y, memory + packed, threads)) return;
  run(layer, p, batch, x, Weights<T>{memory, nullptr}, bias, y, memory + packed);
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                   Workspace<T>& workspace) {
  run_ready(g, Pass::forward, batch, x, ready, bias, y, workspace);
}

template <typename T>
void backward_data_ready(const Geometry& g, std::size_t batch, const T* dy, const T* ready, T* dx,
                         Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  run_ready(g, Pass::backward_data, batch, dy, ready, no_bias, dx, workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
             Workspace<T>& workspace) {
  pack_and_run(g, Pass::forward, batch, x, weight, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx, Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  pack_and_run(g, Pass::backward_data, batch, dy, weight, no_bias, dx, workspace);
}

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t threads);

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Pass pass, bool ready, std::size_t threads) {
  if (pass == Pass::backward_weights) return backward_weights_scratch<T>(g, threads);
  const Layer layer = make_layer(g, pass);
  const Plan p = plan<T>(layer, batch, threads);
  const std::size_t packed = round_up(ready_size<T>(g, pass), cache_line<T>);
  if (pointwise::applicable(g)) return (ready ? 0 : packed) + pointwise::workspace_size<T>(g, pass, threads);
  if (sliding::suitable(g, pass)) return (ready ? 0 : packed) + sliding::workspace_size<T>(g, pass, batch, threads);
  const bool late = !ready && p.pack_late;
  return (ready || late ? 0 : packed) + scratch<T>(p, late);
}

#define DLN_INSTANTIATE(T)                                                                                    \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&); \
  template void backward_data_ready(const Geometry&, std::size_t, const T*, const T*, T*, Workspace<T>&);     \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&);       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*, Workspace<T>&);           \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Pass, bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::direct
