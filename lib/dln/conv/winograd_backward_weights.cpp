// The gradient of the weights. The forward pass multiplied U with V and summed over channels; here V meets the
// gradient of the products, Z = A dY A^T, and the sum runs over tiles. The weights' transform is then undone by G^T.
#include <algorithm>
#include <cstdlib>

#include "dln/conv/naive.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

namespace {

/** How the work is cut into chunks of tiles and into tasks, and where everything lies. */
template <std::size_t Outputs, typename T>
struct Sums {
  static constexpr std::size_t points = (Outputs + 2) * (Outputs + 2);
  Layer layer;
  Tiling tiles;
  bool local;  ///< few tiles: a task sums all points of some channels in scratch that stays in its cache
  std::size_t chunk_tiles, chunks;
  std::size_t tile_stride, value_stride, gradient_stride;  ///< of V by tile and point, of Z by point
  std::size_t filter_count, channel_parts, task_channels;  ///< blocks of filters, and how their channels are cut
  std::size_t block_stride, sum_stride, sums_size;         ///< of D by block of filters and point, of all of it
  std::size_t strip;

  Sums(const Layer& of, std::size_t batch) : layer(of), tiles(tiling(of, Outputs, batch)) {
    constexpr std::size_t few_tiles = 64, fewest_tiles = 96, chunk_bytes = std::size_t{5} << 20;
    local = tiles.count <= few_tiles;
    const std::size_t bytes_of_tile = points * sizeof(T) * (layer.channels + layer.filters);
    chunks = ceil_divide(tiles.count, std::max(fewest_tiles, chunk_bytes / bytes_of_tile));
    chunk_tiles = ceil_divide(tiles.count, chunks);
    chunks = ceil_divide(tiles.count, chunk_tiles);

    // Cut channels so that a task's sums fit into the second cache, in a number that small teams share evenly.
    filter_count = filter_blocks<T>(layer.filters);
    channel_parts = ceil_divide(layer.channels, 8 * tile_rows);
    while (filter_count * channel_parts % 4 != 0 && channel_parts < layer.channels) ++channel_parts;
    task_channels = ceil_divide(layer.channels, channel_parts);
    channel_parts = ceil_divide(layer.channels, task_channels);

    tile_stride = row_stride<T>(layer.channels);
    value_stride = chunk_tiles * tile_stride + lanes<T>;
    gradient_stride = filter_count * chunk_tiles * tile_columns<T> + lanes<T>;
    block_stride = (local ? task_channels : layer.channels) * tile_columns<T>;
    sum_stride = (local ? 1 : filter_count) * block_stride + lanes<T>;
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

/** The scratch of a call: V, Z, D and the strips of pixels. */
template <typename T>
struct Scratch {
  T *values, *gradients, *sums, *strips;

  template <std::size_t Outputs>
  Scratch(const Sums<Outputs, T>& s, Slices<T>& slices, std::size_t threads)
      : values(slices.take(s.points * s.value_stride)),
        gradients(slices.take(s.points * s.gradient_stride)),
        sums(slices.take((s.local ? threads : 1) * s.sums_size)),
        strips(slices.take(threads * s.strip)) {}
};

/** V and Z for the tiles [begin, end). */
template <std::size_t Outputs, typename T>
void transform_chunk(const Sums<Outputs, T>& s, const T* x, const T* dy, std::size_t begin, std::size_t end,
                     const Scratch<T>& scratch) {
  const std::size_t channel_blocks = ceil_divide(s.layer.channels, lanes<T>);
  const std::size_t gradient_blocks = ceil_divide(s.layer.filters, lanes<T>);
  for_each_task(channel_blocks + gradient_blocks, [&](std::size_t task, std::size_t thread) {
    T* strip = scratch.strips + thread * s.strip;
    if (task < channel_blocks)
      transform_input<Outputs>(s.layer, s.tiles, x, begin, end, task * lanes<T>, scratch.values, s.value_stride,
                               s.tile_stride, strip);
    else
      transform_gradient(s, dy, begin, end, (task - channel_blocks) * lanes<T>, scratch.gradients, strip);
  });
}

/** D (+)= Z V^T at one point, for one block of filters and some channels, summed over `count` tiles. */
template <std::size_t Outputs, typename T>
void sum_products(const Sums<Outputs, T>& s, const Scratch<T>& scratch, std::size_t point, std::size_t block,
                  std::size_t channel, std::size_t channels, std::size_t count, T* sums, bool add) {
  const std::size_t vectors = std::min(tile_vectors, ceil_divide(s.layer.filters - block * tile_columns<T>, lanes<T>));
  multiply(channels, vectors, count, scratch.values + point * s.value_stride + channel, 1, s.tile_stride,
           scratch.gradients + point * s.gradient_stride + block * s.chunk_tiles * tile_columns<T>, sums, add);
}

template <std::size_t Outputs, typename T>
void run_group(const Sums<Outputs, T>& s, const T* x, const T* dy, T* dweight, const Scratch<T>& scratch) {
  for (std::size_t chunk = 0; chunk < s.chunks; ++chunk) {
    const std::size_t begin = chunk * s.chunk_tiles, end = std::min(begin + s.chunk_tiles, s.tiles.count);
    transform_chunk(s, x, dy, begin, end, scratch);
    // With many tiles, divide the points: the factors of one point fit into the second cache.
    if (!s.local)
      for_each_task(s.points * s.filter_count, [&](std::size_t task, std::size_t) {
        const std::size_t point = task / s.filter_count, block = task % s.filter_count;
        sum_products(s, scratch, point, block, 0, s.layer.channels, end - begin,
                     scratch.sums + point * s.sum_stride + block * s.block_stride, chunk > 0);
      });
  }
  for_each_task(s.filter_count * s.channel_parts, [&](std::size_t task, std::size_t thread) {
    const std::size_t block = task / s.channel_parts, channel = task % s.channel_parts * s.task_channels;
    const std::size_t channels = std::min(s.task_channels, s.layer.channels - channel);
    T* sums = scratch.sums + (s.local ? thread * s.sums_size : block * s.block_stride + channel * tile_columns<T>);
    // With few, sum all points of some channels just before they are needed.
    if (s.local)
      for (std::size_t point = 0; point < s.points; ++point)
        sum_products(s, scratch, point, block, channel, channels, s.tiles.count, sums + point * s.sum_stride, false);
    add_weights(s, sums, block * tile_columns<T>, channel, channels, dweight, scratch.strips + thread * s.strip);
  });
}

template <std::size_t Outputs, typename T>
void run(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight, Workspace<T>& workspace) {
  const Sums<Outputs, T> s(forward_layer(g), batch);
  const Layer& layer = s.layer;
  const std::size_t threads = thread_count();
  Slices<T> slices(
      workspace.reserve(workspace_size<T>(g, Tile(Outputs), batch, Pass::backward_weights, false, threads)));
  const Scratch<T> scratch(s, slices, threads);
  for (std::size_t group = 0; group < layer.groups; ++group)
    run_group(s, x + group * layer.channels * layer.height * layer.width,
              dy + group * layer.filters * layer.out_height * layer.out_width,
              dweight + group * layer.filters * layer.channels * 9, scratch);
}

template <std::size_t Outputs, typename T>
std::size_t scratch(const Geometry& g, std::size_t batch, std::size_t threads) {
  const Sums<Outputs, T> s(forward_layer(g), batch);
  Slices<T> slices;
  Scratch<T>(s, slices, threads);
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
