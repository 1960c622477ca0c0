#include "dln/conv/direct_blocks.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** Elements of the input under so many rows of the output, at most. */
std::size_t window_elements(const Layer& layer, std::size_t rows) {
  const Axis& axis = layer.rows;
  const std::size_t read =
      ((rows - 1) * axis.position_scale + (axis.taps - 1) * axis.dilation) / axis.tap_scale + 1;
  return std::min(read, axis.read) * layer.columns.read * layer.channels;
}

/** The output rows of one of `blocks` blocks, which share the axis's steps as evenly as whole
 * steps allow. */
Range rows_of_block(const Axis& axis, std::size_t block, std::size_t blocks) {
  const std::size_t step = axis.tap_scale, steps = ceil_divide(axis.written, step);
  return {steps * block / blocks * step,
          std::min(steps * (block + 1) / blocks * step, axis.written)};
}

}  // namespace

template <typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads, bool ready) {
  Plan p{};
  p.threads = threads;
  const std::size_t step = layer.rows.tap_scale, height = layer.rows.written,
                    width = layer.columns.written;

  p.weights_size = layer.taps() * layer.channels * tile_columns<T>;
  // Weights that another core packed take longer to fetch than to pack, unless they are so many
  // that a copy does not stay in the L2 cache. Of a single image, each thread can compute other
  // filters, and packs the weights of those.
  constexpr std::size_t max_copied = (std::size_t{1} << 20) / sizeof(T);
  const std::size_t filter_count = filter_blocks<T>(layer.filters),
                    all_filters = layer.groups * filter_count;
  const bool copies =
      all_filters <= KeptWeights<T>::max_places && all_filters * p.weights_size <= max_copied;
  p.by_filters = !ready && !copies && threads > 1 && batch * layer.groups == 1 &&
                 filter_count % threads == 0 &&
                 filter_count / threads <= KeptWeights<T>::max_places;

  // Where there are few blocks, divide the filters too, so that a thread which is done can help
  // the others.
  constexpr std::size_t enough_tasks = 8;  // for each thread
  const auto filter_parts = [&](std::size_t blocks) {
    if (p.by_filters) return threads;
    return std::clamp<std::size_t>(
        ceil_divide(enough_tasks * threads, batch * blocks * layer.groups), 1,
        threads == 1 ? 1 : filter_count);
  };

  // Of the blocks that leave room in the L2 cache for the weights, take those that keep all
  // threads busy.
  constexpr std::size_t cache = (std::size_t{400} << 10) / sizeof(T);
  const std::size_t steps = ceil_divide(height, step);
  double least = 0;
  std::size_t max_rows = 0;  // in a block
  for (std::size_t blocks = steps; blocks > 0; --blocks) {
    const std::size_t rows = ceil_divide(steps, blocks) * step, parts = filter_parts(blocks);
    if (blocks < steps &&
        window_elements(layer, rows) + rows * width * tile_columns < T >> cache)
      break;
    const std::size_t rounds = ceil_divide(batch * blocks * parts, threads);
    const double cost =
        double(rounds) / double(parts) * (double(height) / double(blocks) + 0.5 * double(step));
    if (least == 0 || cost <= least) least = cost, max_rows = rows, p.blocks = blocks;
  }

  p.filter_parts = filter_parts(p.blocks);

  // Where each block of filters is used only once, one at a time is enough.
  const bool once = batch * p.blocks == 1;
  p.packed_first = !ready && !once && !copies && !p.by_filters;
  p.kept = ready || p.packed_first ? 0
           : once                  ? 1
           : p.by_filters          ? filter_count / threads
                                   : all_filters;
  p.kept_size = p.kept == 0 ? 0 : own_part<T>(p.kept * p.weights_size);
  p.window_size = own_part<T>(window_elements(layer, max_rows));
  p.products_size = own_part<T>(max_rows * width * tile_columns<T>);
  return p;
}

namespace {

/** Taps that are multiplied together, at most. */
constexpr std::size_t max_taps = 64;

/** Some rows of the input, their channels side by side. */
template <typename T>
struct Window {
  const T* pixels;
  std::size_t first_row;
};

/** The taps in `chunk` that two runs see, as segments of the kernel's sum: neighbours in memory
 * become one. */
std::size_t find_segments(const Layer& layer, const Run& rows, const Run& columns, Range chunk,
                          std::array<Segment, max_taps>& segments) {
  const std::size_t channels = layer.channels, row_size = layer.columns.read * channels;
  const auto pixel_step = [](const Axis& axis) {
    return axis.tap_step * axis.dilation / axis.tap_scale;
  };
  std::size_t count = 0;
  // [Find the stretches of the image that make up a column]
  for (std::size_t i = 0; i < rows.taps; ++i)
    for (std::size_t j = 0; j < columns.taps; ++j) {
      const std::size_t tap = (rows.tap + i * layer.rows.tap_step) * layer.columns.taps +
                              columns.tap + j * layer.columns.tap_step;
      if (tap < chunk.begin || tap >= chunk.end) continue;
      const auto offset = std::ptrdiff_t(i * pixel_step(layer.rows) * row_size +
                                         j * pixel_step(layer.columns) * channels);
      const std::size_t row = (tap - chunk.begin) * channels;
      if (Segment* last = count > 0 ? &segments[count - 1] : nullptr;
          last && last->row + last->depth == row &&
          last->offset + std::ptrdiff_t(last->depth) == offset)
        last->depth += channels;
      else
        segments[count++] = {offset, channels, row};
    }
  // [Find the stretches of the image that make up a column]
  return count;
}

/** One block of output rows, for one block of filters. */
template <typename T>
void multiply_block(const Layer& layer, Range block, const Window<T>& window, const T* weights,
                    std::size_t vectors, bool add, T* products) {
  const std::size_t channels = layer.channels, row_size = layer.columns.read * channels;
  // Take as many taps as leave their weights in their part of the cache.
  constexpr std::size_t cache = l2_cache / 3 / sizeof(T) / tile_columns<T>;
  const std::size_t chunks =
      ceil_divide(layer.taps(), std::clamp<std::size_t>(cache / channels, 1, max_taps));
  const std::size_t chunk_taps = ceil_divide(layer.taps(), chunks);
  Ahead<T> nothing;
  std::array<Segment, max_taps> segments;
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
          // Find where the next pixels are read (a start may lie before the window, and the
          // taps in it) and written.
          for (std::size_t i = 0; i < height; ++i) {
            const std::size_t row = rows.position + u * layer.rows.position_scale;
            const std::size_t column = columns.position + v * layer.columns.position_scale;
            left.row_start[i] =
                window.pixels + std::ptrdiff_t(row * row_size + column * channels -
                                               window.first_row * row_size);
            out[i] = products + ((rows.first + u * layer.rows.tap_scale - block.begin) *
                                     layer.columns.written +
                                 columns.first + v * layer.columns.tap_scale) *
                                    tile_columns<T>;
            if (++v == columns.count) v = 0, ++u;
          }
          multiply_tile(height, vectors, left, segments.data(), count,
                        weights + begin * channels * tile_columns<T>, out, add, nothing);
          pixel += height;
        }
      });
    });
  }
}

}  // namespace

template <typename T>
void multiply_blocks(const Layer& layer, const Plan& p, std::size_t batch, const T* x,
                     const Weights<T>& weight, const T* bias, T* y, T* memory) {
  constexpr std::size_t width = lanes<T>;
  Slices<T> slices(memory);
  T* windows = slices.take(p.threads * p.window_size);
  T* all_products = slices.take(p.threads * p.products_size);
  T* own_weights = slices.take(p.threads * p.kept_size);
  const std::size_t block_count = filter_blocks<T>(layer.filters);
  const std::size_t read_plane = layer.rows.read * layer.columns.read;
  const std::size_t written_plane = layer.rows.written * layer.columns.written;
  const bool streamed =
      worth_streaming(batch * layer.groups * layer.filters * written_plane * sizeof(T));

  // Bring the channels of the input side by side, for one block of output rows.
  const auto fill_window = [&](std::size_t image, Range read, T* window) {
    transpose_matrix(x + image * layer.channels * read_plane + read.begin * layer.columns.read,
                     read_plane, layer.channels, (read.end - read.begin) * layer.columns.read,
                     window, layer.channels, layer.channels);
  };
  // Pack the weights of one block of filters.
  const auto pack_block = [&](std::size_t group, std::size_t block_of_filters, T* packed) {
    const T* weights = weight.plain + group * layer.filters * layer.channels * layer.taps();
    for (std::size_t channel = 0; channel < layer.channels; ++channel)
      pack_filters(layer, weights, block_of_filters, channel, packed);
  };
  const auto multiply_filters = [&](std::size_t image, Range written,
                                    std::size_t block_of_filters, const T* weights,
                                    const Window<T>& window, T* products) {
    const std::size_t group = image % layer.groups;
    const std::size_t filter = block_of_filters * block_filters<T>(layer.filters);
    const std::size_t filters =
                          std::min(block_filters<T>(layer.filters), layer.filters - filter),
                      vectors = ceil_divide(filters, width);
    const std::size_t pixels = (written.end - written.begin) * layer.columns.written;
    // Start every sum from the bias.
    if (bias)
      for (std::size_t v = 0; v < vectors; ++v) {
        const auto start = load_first(bias + group * layer.filters + filter + v * width,
                                      std::min(width, filters - v * width));
        for (std::size_t pixel = 0; pixel < pixels; ++pixel)
          start.store(products + pixel * tile_columns<T> + v * width);
      }

    // Multiply pixels by weights.
    multiply_block(layer, written, window, weights, vectors, bias != nullptr, products);
    transpose_matrix(products, tile_columns<T>, pixels, filters,
                     y + (image * layer.filters + filter) * written_plane +
                         written.begin * layer.columns.written,
                     written_plane, pixels, streamed);
  };

  const std::size_t all_blocks = batch * layer.groups * p.blocks;
  for_each_task_by_workers(
      all_blocks * p.filter_parts,
      [&](std::size_t thread) {
        T* window = windows + thread * p.window_size;
        T* products = all_products + thread * p.products_size;
        T* own = own_weights + thread * p.kept_size;
        return [&, window, products, kept = KeptWeights<T>(own, p.weights_size, p.kept),
                held = all_blocks](std::size_t task) mutable {
          const std::size_t part = p.by_filters ? task / all_blocks : task % p.filter_parts;
          const std::size_t some_block =
              p.by_filters ? task % all_blocks : task / p.filter_parts;
          const std::size_t block = some_block % p.blocks, image = some_block / p.blocks,
                            group = image % layer.groups;
          const Range written = rows_of_block(layer.rows, block, p.blocks);
          const Range read = read_range(layer.rows, written);
          if (some_block != held) fill_window(image, read, window);
          held = some_block;
          for (std::size_t f = block_count * part / p.filter_parts;
               f < block_count * (part + 1) / p.filter_parts; ++f) {
            const std::size_t number = group * block_count + f;
            const T* weights =
                weight.ready ? weight.ready + number * p.weights_size
                             : kept.get(number, [&](T* block) { pack_block(group, f, block); });
            multiply_filters(image, written, f, weights, {window, read.begin}, products);
          }
        };
      },
      p.threads);
}

template <typename T>
std::size_t blocks_scratch(const Plan& p) {
  Slices<T> slices;
  slices.take(p.threads * p.window_size);
  slices.take(p.threads * p.products_size);
  slices.take(p.threads * p.kept_size);
  return slices.used();
}

#define DLN_INSTANTIATE(T)                                                        \
  template Plan plan<T>(const Layer&, std::size_t, std::size_t, bool);            \
  template void multiply_blocks(const Layer&, const Plan&, std::size_t, const T*, \
                                const Weights<T>&, const T*, T*, T*);             \
  template std::size_t blocks_scratch<T>(const Plan&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::direct
