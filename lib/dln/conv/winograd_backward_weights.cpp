// The gradient of the weights. The forward pass multiplied U with V and summed over channels; here V meets the
// gradient of the products, Z = A dY A^T, and the sum runs over tiles. The weights' transform is then undone by G^T.
#include <algorithm>
#include <cstdlib>

#include "dln/conv/naive.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

namespace {

/** How the tiles are cut into chunks, of a size that does not depend on the threads, and where everything lies. */
template <std::size_t Outputs, typename T>
struct Sums {
  static constexpr std::size_t points = (Outputs + 2) * (Outputs + 2);
  Layer layer;
  Tiling tiles;
  std::size_t chunk_tiles, chunks;
  std::size_t tile_stride, value_stride, gradient_stride;  ///< of V by tile and point, of Z by point
  std::size_t filter_count, channel_parts, task_channels, sum_stride, sums_size;
  std::size_t strip;

  Sums(const Layer& of, std::size_t batch) : layer(of), tiles(tiling(of, Outputs, batch)) {
    constexpr std::size_t cache = std::size_t{4} << 20;
    const std::size_t bytes_of_tile = points * sizeof(T) * (layer.channels + layer.filters);
    const std::size_t most = std::max<std::size_t>(64, cache / bytes_of_tile);
    chunks = ceil_divide(tiles.count, most);
    chunk_tiles = ceil_divide(tiles.count, chunks);
    chunks = ceil_divide(tiles.count, chunk_tiles);
    filter_count = filter_blocks<T>(layer.filters);
    // Cut tasks whose sums fit into the second cache, in a number that small teams share evenly.
    channel_parts = ceil_divide(layer.channels, 8 * tile_rows);
    while (filter_count * channel_parts % 4 != 0 && channel_parts < layer.channels) ++channel_parts;
    task_channels = ceil_divide(layer.channels, channel_parts);
    channel_parts = ceil_divide(layer.channels, task_channels);
    tile_stride = row_stride<T>(layer.channels);
    value_stride = chunk_tiles * tile_stride + lanes<T>;
    gradient_stride = filter_count * chunk_tiles * tile_columns<T> + lanes<T>;
    sum_stride = task_channels * tile_columns<T> + lanes<T>;
    sums_size = points * sum_stride;
    strip = std::max(strip_size<T, Outputs>(std::min(chunk_tiles, tiles.columns)),
                     std::size_t{2} * 9 * task_channels * lanes<T>);
  }
};

/** Z = A dY A^T for the tiles [begin, end) and the lanes<T> filters from `filter` on. */
template <std::size_t Outputs, typename T>
void transform_gradient(const Sums<Outputs, T>& s, const T* dy, std::size_t begin, std::size_t end, std::size_t filter,
                        T* gradients, T* strip) {
  constexpr std::size_t width = lanes<T>;
  const Layer& layer = s.layer;
  const std::size_t plane = layer.out_height * layer.out_width;
  const Strides to{std::ptrdiff_t((Outputs + 2) * s.gradient_stride), std::ptrdiff_t(s.gradient_stride)};
  T* block = gradients + filter / tile_columns<T> * s.chunk_tiles * tile_columns<T> + filter % tile_columns<T>;
  for_each_run(s.tiles, begin, end, [&](const Run& run) {
    const std::size_t columns = Outputs * run.count;
    const Planes<T> planes{dy + (run.image * layer.groups * layer.filters + filter) * plane,
                           std::min(width, layer.filters - filter), layer.out_height, layer.out_width};
    pack_pixels(planes, {std::ptrdiff_t(Outputs * run.row), std::ptrdiff_t(Outputs * run.column), Outputs, columns},
                strip, width);
    for (std::size_t tile = 0; tile < run.count; ++tile)
      transform_tile<Evaluate<OutputMatrix<Outputs>>>(strip + Outputs * tile * width,
                                                      {std::ptrdiff_t(columns * width), width},
                                                      block + (run.first + tile) * tile_columns<T>, to);
  });
}

/** dweight += G^T D G for a block of filters and some channels. */
template <std::size_t Outputs, typename T>
void add_weights(const Sums<Outputs, T>& s, const T* sums, std::size_t filter, std::size_t channel,
                 std::size_t channels, T* dweight, T* scratch) {
  constexpr std::size_t width = lanes<T>;
  const Layer& layer = s.layer;
  const std::size_t row = layer.channels * 9, taps_count = channels * 9;
  T* taps = scratch;
  T* transposed = scratch + 9 * s.task_channels * width;
  const Strides from{std::ptrdiff_t((Outputs + 2) * s.sum_stride), std::ptrdiff_t(s.sum_stride)};
  for (std::size_t v = 0; v < tile_vectors && filter + v * width < layer.filters; ++v) {
    const std::size_t first = filter + v * width, filters = std::min(width, layer.filters - first);
    for (std::size_t c = 0; c < channels; ++c)
      transform_tile<Interpolate<WeightMatrix<Outputs>>>(sums + c * tile_columns<T> + v * width, from,
                                                         taps + c * 9 * width, {3 * width, width});
    transpose_matrix(taps, width, taps_count, filters, transposed, taps_count, taps_count);
    for (std::size_t k = 0; k < filters; ++k) {
      T* destination = dweight + (first + k) * row + channel * 9;
      for (std::size_t i = 0; i < taps_count; ++i) destination[i] += transposed[k * taps_count + i];
    }
  }
}

template <std::size_t Outputs, typename T>
void run_group(const Sums<Outputs, T>& s, const T* x, const T* dy, T* dweight, T* memory, std::size_t threads) {
  const Layer& layer = s.layer;
  Slices<T> slices(memory);
  T* values = slices.take(s.points * s.value_stride);
  T* gradients = slices.take(s.points * s.gradient_stride);
  T* strips = slices.take(threads * s.strip);
  T* all_sums = slices.take((s.chunks == 1 ? threads : s.filter_count * s.channel_parts) * s.sums_size);

  for (std::size_t chunk = 0; chunk < s.chunks; ++chunk) {
    const std::size_t begin = chunk * s.chunk_tiles, end = std::min(begin + s.chunk_tiles, s.tiles.count);

    // Transform windows and gradients of a chunk of tiles.
    const std::size_t channel_blocks = ceil_divide(layer.channels, lanes<T>);
    const std::size_t gradient_blocks = ceil_divide(layer.filters, lanes<T>);
    for_each_task(channel_blocks + gradient_blocks, [&](std::size_t task, std::size_t thread) {
      T* strip = strips + thread * s.strip;
      if (task < channel_blocks)
        transform_input<Outputs>(layer, s.tiles, x, begin, end, task * lanes<T>, values, s.value_stride, s.tile_stride,
                                 strip);
      else
        transform_gradient(s, dy, begin, end, (task - channel_blocks) * lanes<T>, gradients, strip);
    });

    // Sum the products over the tiles, and return to the weights after the last chunk.
    for_each_task(s.filter_count * s.channel_parts, [&](std::size_t task, std::size_t thread) {
      const std::size_t block = task / s.channel_parts, channel = task % s.channel_parts * s.task_channels;
      const std::size_t filter = block * tile_columns<T>,
                        channels = std::min(s.task_channels, layer.channels - channel);
      const std::size_t vectors = std::min(tile_vectors, ceil_divide(layer.filters - filter, lanes<T>));
      T* sums = all_sums + (s.chunks == 1 ? thread : task) * s.sums_size;
      for (std::size_t point = 0; point < s.points; ++point)
        multiply(channels, vectors, end - begin, values + point * s.value_stride + channel, 1, s.tile_stride,
                 gradients + point * s.gradient_stride + block * s.chunk_tiles * tile_columns<T>,
                 sums + point * s.sum_stride, chunk > 0);
      if (chunk + 1 == s.chunks) add_weights(s, sums, filter, channel, channels, dweight, strips + thread * s.strip);
    });
  }
}

template <std::size_t Outputs, typename T>
void run(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight, Workspace<T>& workspace) {
  const Sums<Outputs, T> s(forward_layer(g), batch);
  const Layer& layer = s.layer;
  const std::size_t threads = thread_count();
  T* memory = workspace.reserve(workspace_size<T>(g, Tile(Outputs), batch, Pass::backward_weights, false, threads));
  for (std::size_t group = 0; group < layer.groups; ++group)
    run_group(s, x + group * layer.channels * layer.height * layer.width,
              dy + group * layer.filters * layer.out_height * layer.out_width,
              dweight + group * layer.filters * layer.channels * 9, memory, threads);
}

template <std::size_t Outputs, typename T>
std::size_t scratch(const Geometry& g, std::size_t batch, std::size_t threads) {
  const Sums<Outputs, T> s(forward_layer(g), batch);
  Slices<T> slices;
  slices.take(s.points * s.value_stride);
  slices.take(s.points * s.gradient_stride);
  slices.take(threads * s.strip);
  slices.take((s.chunks == 1 ? threads : s.filter_count * s.channel_parts) * s.sums_size);
  return slices.used();
}

}  // namespace

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, Tile tile, std::size_t batch, std::size_t threads) {
  return tile == Tile::two ? scratch<2, T>(g, batch, threads) : scratch<4, T>(g, batch, threads);
}

template <typename T>
void backward_weights(const Geometry& g, Tile tile, std::size_t batch, const T* x, const T* dy, T* dweight, T* dbias,
                      Workspace<T>& workspace) {
  if (tile == Tile::two)
    run<2>(g, batch, x, dy, dweight, workspace);
  else
    run<4>(g, batch, x, dy, dweight, workspace);
  naive::backward_bias(g, batch, dy, dbias);
}

template std::size_t backward_weights_scratch<float>(const Geometry&, Tile, std::size_t, std::size_t);
template std::size_t backward_weights_scratch<double>(const Geometry&, Tile, std::size_t, std::size_t);
template void backward_weights(const Geometry&, Tile, std::size_t, const float*, const float*, float*, float*,
                               Workspace<float>&);
template void backward_weights(const Geometry&, Tile, std::size_t, const double*, const double*, double*, double*,
                               Workspace<double>&);

}  // namespace dln::conv::winograd
