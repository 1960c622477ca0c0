#include "dln/conv/direct.hpp"

#include <algorithm>

#include "dln/conv/direct_taps.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** How the output is cut into blocks of rows, and what scratch a thread takes for one. */
struct Plan {
  std::size_t block_rows;    ///< of the output, a multiple of its step
  std::size_t blocks;        ///< in an image
  std::size_t filter_parts;  ///< into which the blocks of filters are divided
  std::size_t window_columns;
  std::size_t window_size, products_size;
  bool pack_late;            ///< pack a block of filters just before its use, when it is used only once
  std::size_t weights_size;  ///< of a block of filters
  std::size_t threads;
};

/** The weights of a layer: packed beforehand, or as they are with their strides. */
template <typename T>
struct Weights {
  const T* ready;
  const T* plain;
  WeightStrides strides;
};

/** Rows of the input under so many rows of the output. */
std::size_t window_rows(const Layer& layer, std::size_t rows) {
  return (ceil_divide(rows, layer.out_step_row) - 1) * layer.in_step_row +
         std::size_t(layer.last_row - layer.first_row) + 1;
}

template <typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads) {
  Plan p{};
  p.threads = threads;
  p.window_columns = (ceil_divide(layer.out_width, layer.out_step_column) - 1) * layer.in_step_column +
                     std::size_t(layer.last_column - layer.first_column) + 1;
  const std::size_t row_elements = p.window_columns * layer.channels;

  // Of the blocks that leave room in the second cache for the weights, take those that keep all threads busy.
  constexpr std::size_t cache = (std::size_t{384} << 10) / sizeof(T);
  double least = 0;
  for (std::size_t rows = layer.out_step_row; rows < layer.out_height + layer.out_step_row;
       rows += layer.out_step_row) {
    if (rows > layer.out_step_row &&
        window_rows(layer, rows) * row_elements + rows * layer.out_width * tile_columns < T >> cache)
      break;
    const std::size_t blocks = ceil_divide(layer.out_height, rows), rounds = ceil_divide(batch * blocks, threads);
    const double cost = double(rounds) * (double(std::min(rows, layer.out_height)) + 0.5 * double(layer.out_step_row));
    if (least == 0 || cost <= least) least = cost, p.block_rows = rows, p.blocks = blocks;
  }

  // With fewer blocks than threads, divide the filters too.
  p.filter_parts = 1;
  const std::size_t tasks = batch * p.blocks * layer.groups;
  if (tasks < threads || (tasks < 8 && tasks % threads != 0))
    p.filter_parts = std::min(filter_blocks<T>(layer.filters), 2 * threads);

  p.pack_late = batch * p.blocks == 1;
  p.weights_size = layer.taps * layer.channels * tile_columns<T>;
  p.window_size = window_rows(layer, p.block_rows) * row_elements;
  p.products_size = p.block_rows * layer.out_width * tile_columns<T>;
  return p;
}

/** The taps of a phase as segments of the kernel's sum: neighbours in memory become one. */
std::vector<Segment> segments_of(const Layer& layer, const Phase& phase, std::size_t window_columns) {
  std::vector<Segment> segments;
  for (const Tap& tap : phase.taps) {
    const std::ptrdiff_t offset =
        ((tap.row - layer.first_row) * std::ptrdiff_t(window_columns) + tap.column - layer.first_column) *
        std::ptrdiff_t(layer.channels);
    if (!segments.empty() && segments.back().offset + std::ptrdiff_t(segments.back().depth) == offset)
      segments.back().depth += layer.channels;
    else
      segments.push_back({offset, layer.channels});
  }
  return segments;
}

/** The first segment after `begin` that would make the weights of [begin, end) outgrow their part of the cache. */
template <typename T>
std::size_t end_of_chunk(const std::vector<Segment>& segments, std::size_t begin) {
  constexpr std::size_t most = (std::size_t{320} << 10) / sizeof(T) / tile_columns<T>;
  std::size_t end = begin, depth = 0;
  while (end < segments.size() && (end == begin || depth + segments[end].depth <= most)) depth += segments[end++].depth;
  return end;
}

/** One phase of one block of output rows, for one block of filters. */
template <typename T>
void multiply_phase(const Layer& layer, const Plan& p, const Phase& phase, const std::vector<Segment>& segments,
                    std::size_t rows, std::size_t vectors, const T* window, const T* weights, bool add, T* products) {
  const std::size_t phase_rows = rows > phase.first_row ? ceil_divide(rows - phase.first_row, layer.out_step_row) : 0;
  const std::size_t pixels = phase_rows * phase.columns;
  std::size_t begin = 0;
  do {
    const std::size_t end = end_of_chunk<T>(segments, begin);
    Left<T> left{{}, 1};
    std::array<T*, tile_rows> out{};
    std::size_t u = 0, v = 0;
    for (std::size_t pixel = 0; pixel < pixels;) {
      const std::size_t height = next_tile(pixels - pixel);
      // Find where the next pixels are read and written.
      for (std::size_t i = 0; i < height; ++i) {
        left.row_start[i] =
            window + (u * layer.in_step_row * p.window_columns + v * layer.in_step_column) * layer.channels;
        out[i] = products + ((phase.first_row + u * layer.out_step_row) * layer.out_width + phase.first_column +
                             v * layer.out_step_column) *
                                tile_columns<T>;
        if (++v == phase.columns) v = 0, ++u;
      }
      multiply_tile(height, vectors, left, segments.data() + begin, end - begin, weights, tile_columns<T>, out, add);
      pixel += height;
    }
    for (std::size_t s = begin; s < end; ++s) weights += segments[s].depth * tile_columns<T>;
    begin = end;
    add = true;
  } while (begin < segments.size());
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
  std::vector<std::vector<Segment>> segments;
  for (const Phase& phase : layer.phases) segments.push_back(segments_of(layer, phase, p.window_columns));
  const std::size_t block_count = filter_blocks<T>(layer.filters), plane = layer.out_height * layer.out_width;

  for_each_task(
      batch * layer.groups * p.blocks * p.filter_parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % p.filter_parts, block = task / p.filter_parts % p.blocks;
        const std::size_t image = task / p.filter_parts / p.blocks, group = image % layer.groups;
        T* window = windows + thread * window_size;
        T* products = all_products + thread * products_size;

        // Bring the channels of the input side by side.
        const std::size_t top = block * p.block_rows, rows = std::min(p.block_rows, layer.out_height - top);
        pack_pixels(Planes<T>{x + image * layer.channels * layer.height * layer.width, layer.channels, layer.height,
                              layer.width},
                    Rectangle{std::ptrdiff_t(top / layer.out_step_row * layer.in_step_row) + layer.first_row,
                              layer.first_column, window_rows(layer, rows), p.window_columns},
                    window, layer.channels);

        for (std::size_t f = block_count * part / p.filter_parts; f < block_count * (part + 1) / p.filter_parts; ++f) {
          const std::size_t filter = f * tile_columns<T>, filters = std::min(tile_columns<T>, layer.filters - filter);
          const std::size_t vectors = ceil_divide(filters, width);
          // Start every sum from the bias.
          if (bias)
            for (std::size_t v = 0; v < vectors; ++v) {
              const auto start =
                  load_first(bias + group * layer.filters + filter + v * width, std::min(width, filters - v * width));
              for (std::size_t pixel = 0; pixel < rows * layer.out_width; ++pixel)
                start.store(products + pixel * tile_columns<T> + v * width);
            }

          // Multiply pixels by weights, phase by phase.
          const T* weights = weight.ready + (group * block_count + f) * p.weights_size;
          if (!weight.ready) {
            T* own = late_weights + thread * p.weights_size;
            for (std::size_t channel = 0; channel < layer.channels; ++channel)
              pack_filters(layer, weight.plain + group * layer.filters * layer.channels * layer.taps, weight.strides,
                           filter, channel, own);
            weights = own;
          }
          for (std::size_t i = 0; i < layer.phases.size(); ++i) {
            multiply_phase(layer, p, layer.phases[i], segments[i], rows, vectors, window, weights, bias != nullptr,
                           products);
            weights += layer.phases[i].taps.size() * layer.channels * tile_columns<T>;
          }

          transpose_matrix(products, tile_columns<T>, rows * layer.out_width, filters,
                           y + (image * layer.filters + filter) * plane + top * layer.out_width, plane,
                           rows * layer.out_width);
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

/** Packs the weights, unless each block of them is better packed late, and runs. */
template <typename T>
void pack_and_run(const Geometry& g, const Layer& layer, Pass pass, std::size_t batch, const T* x, const T* weight,
                  const T* bias, T* y, Workspace<T>& workspace) {
  const Plan p = plan<T>(layer, batch, worthwhile_threads(flops(g, batch)));
  const std::size_t packed = p.pack_late ? 0 : round_up(ready_size<T>(g, pass), cache_line<T>);
  T* memory = workspace.reserve(packed + scratch<T>(p, p.pack_late));
  if (!p.pack_late) transform_weights(g, pass, weight, memory);
  run(layer, p, batch, x, Weights<T>{p.pack_late ? nullptr : memory, weight, weight_strides(g, pass)}, bias, y,
      memory + packed);
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                   Workspace<T>& workspace) {
  if (pointwise::applicable(g))
    return pointwise::multiply_images(g, Pass::forward, batch, x, ready, bias, y, workspace);
  const Layer layer = forward_layer(g);
  const Plan p = plan<T>(layer, batch, worthwhile_threads(flops(g, batch)));
  run(layer, p, batch, x, Weights<T>{ready, nullptr, {}}, bias, y, workspace.reserve(scratch<T>(p, false)));
}

template <typename T>
void backward_data_ready(const Geometry& g, std::size_t batch, const T* dy, const T* ready, T* dx,
                         Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  if (pointwise::applicable(g))
    return pointwise::multiply_images(g, Pass::backward_data, batch, dy, ready, no_bias, dx, workspace);
  const Layer layer = backward_layer(g);
  const Plan p = plan<T>(layer, batch, worthwhile_threads(flops(g, batch)));
  run(layer, p, batch, dy, Weights<T>{ready, nullptr, {}}, no_bias, dx, workspace.reserve(scratch<T>(p, false)));
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
             Workspace<T>& workspace) {
  if (pointwise::applicable(g))
    return pointwise::multiply_images(g, Pass::forward, batch, x, weight, bias, y, workspace);
  pack_and_run(g, forward_layer(g), Pass::forward, batch, x, weight, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx, Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  if (pointwise::applicable(g))
    return pointwise::multiply_images(g, Pass::backward_data, batch, dy, weight, no_bias, dx, workspace);
  pack_and_run(g, backward_layer(g), Pass::backward_data, batch, dy, weight, no_bias, dx, workspace);
}

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t threads);

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Pass pass, bool ready, std::size_t threads) {
  if (pass == Pass::backward_weights) return backward_weights_scratch<T>(g, threads);
  if (pointwise::applicable(g)) return pointwise::workspace_size<T>(g, pass, threads);
  const Layer layer = pass == Pass::forward ? forward_layer(g) : backward_layer(g);
  const Plan p = plan<T>(layer, batch, threads);
  const bool late = !ready && p.pack_late;
  return (ready || late ? 0 : round_up(ready_size<T>(g, pass), cache_line<T>)) + scratch<T>(p, late);
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
