#include "dln/conv/strided.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/strided_tiles.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::strided {

namespace {

using winograd::Layer;
using winograd::Run;
using winograd::Tiling;

/** What a pass reads and writes, and where the window of its first tile begins. */
Layer layer_of(const Geometry& g, Direction direction) {
  const Layer forward = winograd::forward_layer(g);
  if (direction == Direction::forward) return forward;
  // Pixel h is number h + padding from the padding's first, and sees outputs up to half of
  // that. An even one sees the output before, too: then the window begins there.
  const auto before = [](std::size_t padding) {
    return std::ptrdiff_t(1 - padding % 2) - std::ptrdiff_t(padding / 2);
  };
  return {forward.groups,    forward.filters,       forward.out_height,
          forward.out_width, forward.channels,      forward.height,
          forward.width,     before(g.padding_top), before(g.padding_left)};
}

/** How the work is cut into blocks of tiles, and what scratch that takes. */
struct Plan {
  Tiling tiles;               ///< of the batch
  std::size_t block_tiles;    ///< tiles that are transformed and multiplied together
  std::size_t blocks;         ///< of tiles
  std::size_t filter_blocks;  ///< of as many filters as a register tile has columns
  std::size_t parts;          ///< into which the blocks of filters are divided, tasks each
  std::size_t tile_stride;    ///< of the values, from one tile to the next
  std::size_t values_size;    ///< elements of a block's values, a copy for each thread
  std::size_t products_size;  ///< likewise of its products
  std::size_t strip_size;     ///< elements of a strip of pixels, a copy for each thread
  bool streamed;              ///< whether the output is written past the caches
};

template <typename T>
Plan plan(const Layer& layer, std::size_t batch, bool back, std::size_t threads) {
  const std::size_t written = back ? Back<false>::outputs : Forward::outputs;
  Plan p{};
  p.tiles = {.outputs = written,
             .taps = 3,
             .rows = ceil_divide(layer.out_height, written),
             .columns = ceil_divide(layer.out_width, written),
             .last_height = written,
             .last_width = written,
             .count = 0,
             .rows_together = 1};
  p.tiles.count = batch * p.tiles.rows * p.tiles.columns;
  // The strip holds the pixels of some rows of tiles before they are transformed, and then the
  // outputs.
  constexpr std::size_t strip_cache = (std::size_t{80} << 10) / sizeof(T), most = Forward::step;
  const auto strip = [&](std::size_t rows) {
    return (most * rows + 1) * (most * p.tiles.columns + 1) * lanes<T>;
  };
  while (p.tiles.rows_together < p.tiles.rows &&
         strip(p.tiles.rows_together + 1) <= strip_cache)
    ++p.tiles.rows_together;
  p.strip_size = own_part<T>(strip(p.tiles.rows_together));

  // Blocks whose values and products stay in the L2 cache, but not so small that the kernels
  // are read too often.
  constexpr std::size_t cache = std::size_t{900} << 10, fewest = 2 * tile_rows;
  p.tile_stride = winograd::row_stride<T>(layer.channels);
  const std::size_t bytes_of_tile = tile_values * sizeof(T) * (p.tile_stride + tile_columns<T>);
  p.blocks =
      round_up(ceil_divide(p.tiles.count, std::max(fewest, cache / bytes_of_tile)), threads);
  p.block_tiles = ceil_divide(p.tiles.count, p.blocks);
  p.blocks = ceil_divide(p.tiles.count, p.block_tiles);
  p.values_size = own_part<T>(tile_values * p.block_tiles * p.tile_stride);
  p.products_size = own_part<T>(tile_values * p.block_tiles * tile_columns<T>);
  // Where there are few blocks, divide the filters too, so that a thread which is done can help
  // the others.
  constexpr std::size_t enough_tasks = 8;  // for each thread
  p.filter_blocks = winograd::filter_blocks<T>(layer.filters);
  p.parts = std::clamp<std::size_t>(ceil_divide(enough_tasks * threads, p.blocks), 1,
                                    threads == 1 ? 1 : p.filter_blocks);
  p.streamed = worth_streaming(batch * layer.groups * layer.filters * layer.out_height *
                               layer.out_width * sizeof(T));
  return p;
}

/** The tiles [first, first + count), of which block by block is worked on. */
struct Block {
  std::size_t first;
  std::size_t count;
};

/** The values of a block's tiles for a vector of channels. */
template <typename Down, typename Along, typename T>
void evaluate_block(const Layer& layer, const Plan& p, const Block& block, const T* x,
                    std::size_t channel, T* values, T* strip) {
  constexpr std::size_t width = lanes<T>;
  const std::size_t plane = layer.height * layer.width;
  for_each_run(p.tiles, block.first, block.first + block.count, [&](const Run& run) {
    const std::size_t rows = Down::step * (run.rows - 1) + Down::window,
                      columns = Along::step * (run.columns - 1) + Along::window;
    const Planes<T> planes{x + (run.image * layer.groups * layer.channels + channel) * plane,
                           std::min(width, layer.channels - channel), layer.height,
                           layer.width};
    pack_pixels(planes,
                {std::ptrdiff_t(Down::step * run.row) - layer.padding_top,
                 std::ptrdiff_t(Along::step * run.column) - layer.padding_left, rows, columns},
                strip);
    const Apart apart{block.count * p.tile_stride, columns * width};
    for (std::size_t row = 0; row < run.rows; ++row)
      for (std::size_t column = 0; column < run.columns; ++column)
        evaluate_tile<Down, Along>(
            strip + (Down::step * row * columns + Along::step * column) * width,
            values + (run.first + row * run.columns + column) * p.tile_stride + channel, apart);
  });
}

/** The values of a block's tiles times the kernels of some vectors of filters, summed over
 * channels. */
template <typename T>
void multiply_block(const Layer& layer, const Plan& p, const Block& block, const T* kernel,
                    std::size_t vectors, const T* values, T* products) {
  const std::size_t depth = layer.channels, stride = winograd::weight_stride<T>(depth);
  // [Multiply all values that meet a kernel by it]
  for (std::size_t row = 0; row < kernel_side; ++row)
    for (std::size_t column = 0; column < kernel_side; ++column) {
      const std::size_t rows = sharing(row) * sharing(column) * block.count;
      multiply(rows, vectors, depth, values, p.tile_stride, 1, kernel, products, false,
               kernel + stride, depth * tile_columns<T>);
      values += rows * p.tile_stride;
      products += rows * tile_columns<T>;
      kernel += stride;
    }
  // [Multiply all values that meet a kernel by it]
}

/** The outputs of a block's tiles for some vectors of filters, written to the images `y` of a
 * group. */
template <typename Down, typename Along, typename T>
void interpolate_block(const Layer& layer, const Plan& p, const Block& block,
                       std::size_t filter, std::size_t vectors, const T* products,
                       const T* bias, T* y, T* strip) {
  constexpr std::size_t width = lanes<T>;
  const std::size_t plane = layer.out_height * layer.out_width;
  for_each_run(p.tiles, block.first, block.first + block.count, [&](const Run& run) {
    const std::size_t tiled = Along::outputs * run.columns;
    const std::size_t rows =
        std::min(Down::outputs * run.rows, layer.out_height - Down::outputs * run.row);
    const std::size_t columns = std::min(tiled, layer.out_width - Along::outputs * run.column);
    // Rows of the whole width follow each other without a gap in the image, and so they do in
    // the strip.
    const bool whole = columns == layer.out_width;
    const std::size_t pitch = whole ? columns : tiled;
    const Apart apart{block.count * tile_columns<T>, pitch * width};
    for (std::size_t v = 0; v < vectors; ++v) {
      const std::size_t first = filter + v * width,
                        filters = std::min(width, layer.filters - first);
      const Vector<T> offset = bias ? load_first(bias + first, filters) : Vector<T>(T(0));
      // From right to left: what the last tile has too much of is overwritten by the first one,
      // a row below.
      for (std::size_t row = 0; row < run.rows; ++row)
        for (std::size_t column = run.columns; column-- > 0;)
          interpolate_tile<Down, Along>(
              products + (run.first + row * run.columns + column) * tile_columns<T> + v * width,
              strip + (Down::outputs * row * pitch + Along::outputs * column) * width, apart,
              offset);
      T* image = y + (run.image * layer.groups * layer.filters + first) * plane +
                 Down::outputs * run.row * layer.out_width + Along::outputs * run.column;
      const std::size_t pieces = whole ? 1 : rows, pixels = whole ? rows * columns : columns;
      for (std::size_t r = 0; r < pieces; ++r)
        transpose_matrix(strip + r * pitch * width, width, pixels, filters,
                         image + r * layer.out_width, std::ptrdiff_t(plane), pixels,
                         whole && p.streamed);
    }
  });
}

/** The convolution of one group of every image. */
template <typename Down, typename Along, typename T>
void run_group(const Layer& layer, const Plan& p, const T* x, const T* ready, const T* bias,
               T* y, T* memory, std::size_t threads) {
  const std::size_t own = p.values_size + p.products_size + p.strip_size;
  for_each_task_by_workers(
      p.blocks * p.parts,
      [&](std::size_t thread) {
        T *values = memory + thread * own, *products = values + p.values_size,
          *strip = products + p.products_size;
        return [&, values, products, strip, held = p.blocks](std::size_t task) mutable {
          const std::size_t number = task / p.parts, part = task % p.parts;
          const Block block{number * p.block_tiles,
                            std::min(p.block_tiles, p.tiles.count - number * p.block_tiles)};
          for (std::size_t channel = 0; channel < layer.channels && held != number;
               channel += lanes<T>)
            evaluate_block<Down, Along>(layer, p, block, x, channel, values, strip);
          held = number;
          for (std::size_t f = p.filter_blocks * part / p.parts;
               f < p.filter_blocks * (part + 1) / p.parts; ++f) {
            const std::size_t filter = f * tile_columns<T>;
            const std::size_t vectors =
                std::min(tile_vectors, ceil_divide(layer.filters - filter, lanes<T>));
            multiply_block(layer, p, block, ready + f * block_size<T>(layer.channels), vectors,
                           values, products);
            interpolate_block<Down, Along>(layer, p, block, filter, vectors, products, bias, y,
                                           strip);
          }
        };
      },
      threads);
}

/** Calls body with the transforms of a pass, down and along. */
template <typename Body>
void with_transforms(const Geometry& g, Direction direction, const Body& body) {
  const bool odd_top = g.padding_top % 2 == 1, odd_left = g.padding_left % 2 == 1;
  if (direction == Direction::forward)
    body(Forward{}, Forward{});
  else if (odd_top)
    odd_left ? body(Back<true>{}, Back<true>{}) : body(Back<true>{}, Back<false>{});
  else
    odd_left ? body(Back<false>{}, Back<true>{}) : body(Back<false>{}, Back<false>{});
}

/** Threads worth waking: there are about half of the definition's operations. */
std::size_t threads_for(const Geometry& g, std::size_t batch,
                        std::size_t threads = thread_count()) {
  return worthwhile_threads(flops(g, batch) / 2, threads);
}

/** All groups; weights that are not ready are transformed in the workspace. */
template <typename T>
void run(const Geometry& g, Direction direction, std::size_t batch, const T* x, const T* ready,
         const T* weight, const T* bias, T* y, Workspace<T>& workspace) {
  expect_applicable(g);
  const Layer layer = layer_of(g, direction);
  const std::size_t threads = threads_for(g, batch);
  const Plan p = plan<T>(layer, batch, direction == Direction::backward_data, threads);
  Slices<T> slices(workspace.reserve(
      workspace_size<T>(g, batch, direction, ready != nullptr, thread_count())));
  if (!ready) {
    T* transformed = slices.take(ready_size<T>(g, direction));
    transform_weights_by(threads, g, direction, weight, transformed);
    ready = transformed;
  }
  T* memory = slices.take(0);
  with_transforms(g, direction, [&](auto down, auto along) {
    for (std::size_t group = 0; group < layer.groups; ++group)
      run_group<decltype(down), decltype(along)>(
          layer, p, x + group * layer.channels * layer.height * layer.width,
          ready + group * p.filter_blocks * block_size<T>(layer.channels),
          bias ? bias + group * layer.filters : nullptr,
          y + group * layer.filters * layer.out_height * layer.out_width, memory, threads);
  });
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready,
                   const T* bias, T* y, Workspace<T>& workspace) {
  run<T>(g, Direction::forward, batch, x, ready, nullptr, bias, y, workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y, Workspace<T>& workspace) {
  run<T>(g, Direction::forward, batch, x, nullptr, weight, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace) {
  run<T>(g, Direction::backward_data, batch, dy, nullptr, weight, nullptr, dx, workspace);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           bool ready, std::size_t threads) {
  expect_applicable(g);
  threads = threads_for(g, batch, threads);
  const Plan p =
      plan<T>(layer_of(g, direction), batch, direction == Direction::backward_data, threads);
  Slices<T> slices;
  slices.take(ready ? 0 : ready_size<T>(g, direction));
  slices.take(threads * (p.values_size + p.products_size + p.strip_size));
  return slices.used();
}

#define DLN_INSTANTIATE(T)                                                                    \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, \
                              Workspace<T>&);                                                 \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*,       \
                        Workspace<T>&);                                                       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*,           \
                              Workspace<T>&);                                                 \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Direction, bool,       \
                                         std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::strided
