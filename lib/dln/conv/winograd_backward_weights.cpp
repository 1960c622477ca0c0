// The gradient of the weights. The forward pass multiplied U with V and summed over channels;
// here V meets the gradient of the products, Z = A dY A^T, and the sum runs over tiles. The
// weights' transform is then undone by G^T.
#include <algorithm>

#include "dln/conv/naive.hpp"
#include "dln/conv/phases.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd_few_tiles.hpp"
#include "dln/conv/winograd_weight_sums.hpp"

namespace dln::conv::winograd {

namespace {

/** Z = A dY A^T for the tiles [begin, end) and the lanes<T> filters from `filter` on, a column
 * of a part's Z each. */
template <bool Streamed, typename F, typename T>
void transform_gradient(const Sums<F, T>& s, const T* dy, std::size_t begin, std::size_t end,
                        const Places& places, std::size_t filter, T* gradients, T* strip) {
  constexpr std::size_t width = lanes<T>;
  const Layer& layer = s.layer;
  const std::size_t plane = layer.out_height * layer.out_width;
  const Strides to{std::ptrdiff_t(F::side * s.gradient_stride),
                   std::ptrdiff_t(s.gradient_stride)};
  for_each_run(s.tiles, begin, end, [&](const Run& run) {
    const std::size_t rows = s.tiles.height(run.row, run.rows),
                      columns = s.tiles.width(run.column, run.columns);
    const Planes<T> planes{dy + (run.image * layer.groups * layer.filters + filter) * plane,
                           std::min(width, layer.filters - filter), layer.out_height,
                           layer.out_width};
    pack_pixels(planes,
                {std::ptrdiff_t(F::outputs * run.row), std::ptrdiff_t(F::outputs * run.column),
                 rows, columns},
                strip);
    const auto transform = [&](std::size_t row, std::size_t column, std::size_t place,
                               auto high, auto wide) {
      using Down = Evaluate<OutputMatrix<F, high>>;
      using Along = Evaluate<OutputMatrix<F, wide>>;
      transform_tile<Down, Along, Streamed>(
          strip + F::outputs * (row * columns + column) * width,
          {std::ptrdiff_t(columns * width), width}, gradients + place * s.gradient_tile_stride,
          to);
    };
    for_each_tile<F>(s.tiles, places, run, begin + run.first, transform);
  });
}

/** dweight += G^T D G for a block of a part's filters and some of its channels. */
template <typename F, typename T>
void add_weights(const Sums<F, T>& s, const Part& part, const T* sums, std::size_t block,
                 std::size_t channel, std::size_t channels, T* dweight, T* taps) {
  using Transform = Interpolate<WeightMatrix<F>>;
  constexpr std::size_t width = lanes<T>;
  const std::size_t row = s.layer.channels * F::weights,
                    filters_left = part.filters - block * tile_columns<T>;
  T* place = dweight + (part.first_filter + block * tile_columns<T>)*row +
             (part.first_channel + channel) * F::weights;
  const Strides from{std::ptrdiff_t(F::side * s.sum_stride), std::ptrdiff_t(s.sum_stride)};
  for (std::size_t v = 0; v < tile_vectors && v * width < filters_left; ++v) {
    for (std::size_t c = 0; c < channels; ++c)
      transform_tile<Transform, Transform>(sums + c * tile_columns<T> + v * width, from,
                                           taps + c * F::weights * width,
                                           {F::taps * width, width});
    add_transposed(taps, width, channels * F::weights,
                   std::min(width, filters_left - v * width), place + v * width * row, row);
  }
}

/** The scratch of a thread, or of all together: V, Z, D; and a strip of pixels for every thread
 * that shares them. */
template <typename T>
struct Scratch {
  T *values, *gradients, *sums, *strip;

  template <typename F>
  Scratch(const Sums<F, T>& s, std::size_t strips, Slices<T>& slices)
      : values(slices.take(s.values_size)),
        gradients(slices.take(s.gradients_size)),
        sums(slices.take(s.points * s.sum_stride)),
        strip(slices.take(strips * s.strip)) {}
};

/** V and Z of a part for the tiles [begin, end) of a chunk. */
template <bool Streamed, typename F, typename T>
void transform_chunk(const Sums<F, T>& s, const Part& part, const T* x, const T* dy,
                     std::size_t begin, std::size_t end, const Places& places,
                     const Scratch<T>& scratch) {
  for (std::size_t c = 0; c < part.channels; c += lanes<T>)
    transform_input<F, Streamed>(s.layer, s.tiles, x, begin, end, places,
                                 part.first_channel + c, scratch.values + s.values_before(c),
                                 s.value_stride, s.tile_stride, scratch.strip);
  for (std::size_t f = 0; f < part.filters; f += lanes<T>)
    transform_gradient<Streamed>(s, dy, begin, end, places, part.first_filter + f,
                                 scratch.gradients + s.gradients_before(f), scratch.strip);
}

/** What is multiplied at one point for one block of filters: V and Z of the tiles that have
 * values there. */
template <typename T>
struct Factors {
  const T* values = nullptr;     ///< of the first tile
  const T* gradients = nullptr;  ///< of the first tile
  std::size_t tiles = 0;         ///< how many
};

/** Those of a point and a block; none behind the last point. */
template <typename F, typename T>
Factors<T> factors(const Sums<F, T>& s, const Scratch<T>& scratch, const Places& places,
                   std::size_t point, std::size_t block) {
  if (point == s.points) return {};
  const Range some = places.at(point / F::side, point % F::side);
  return {.values = scratch.values + point * s.value_stride + some.begin * s.tile_stride,
          .gradients = scratch.gradients + point * s.gradient_stride +
                       (block * s.chunk_tiles + some.begin) * tile_columns<T>,
          .tiles = some.end - some.begin};
}

/** D (+)= Z V^T for up to tile_columns filters and some channels, over a chunk's tiles. Then
 * `next` will be wanted. */
template <typename F, typename T>
void sum_products(const Sums<F, T>& s, const Factors<T>& now, const Factors<T>& next,
                  std::size_t filters, std::size_t channels, T* sums, bool add) {
  const std::size_t vectors = std::min(tile_vectors, ceil_divide(filters, lanes<T>));
  // [Let all channels see some tiles, and ask for the next ones]
  constexpr std::size_t near_tiles = 128;
  const std::size_t pieces =
      std::max<std::size_t>(1, ceil_divide(now.tiles, near_tiles));  // no tiles sum to zero
  const auto piece_of = [&](std::size_t i) -> Factors<T> {
    if (i == pieces)  // another block's, perhaps, of the same V
      return {next.values == now.values ? nullptr : next.values, next.gradients, next.tiles};
    const std::size_t begin = now.tiles * i / pieces, end = now.tiles * (i + 1) / pieces;
    return {now.values + begin * s.tile_stride, now.gradients + begin * tile_columns<T>,
            end - begin};
  };
  const std::size_t half = std::min(channels, round_up(channels / 2, tile_rows));
  for (std::size_t i = 0; i < pieces; ++i) {
    const Factors<T> piece = piece_of(i), ahead = piece_of(i + 1);
    const std::size_t tiles = std::min(ahead.tiles, near_tiles),
                      values = ahead.values ? tiles * s.tile_stride : 0;
    multiply(half, vectors, piece.tiles, piece.values, 1, s.tile_stride, piece.gradients, sums,
             add || i > 0, ahead.gradients, tiles * tile_columns<T>);
    multiply(channels - half, vectors, piece.tiles, piece.values + half, 1, s.tile_stride,
             piece.gradients, sums + half * tile_columns<T>, add || i > 0, ahead.values,
             values);
  }
  // [Let all channels see some tiles, and ask for the next ones]
}

/** D (+)= Z V^T for all channels of a part at one point, for one block of filters: tasks go
 * block by block. */
template <typename F, typename T>
void sum_block(const Sums<F, T>& s, const Part& part, const Scratch<T>& scratch,
               const Places& places, std::size_t task, bool add) {
  const std::size_t blocks = filter_blocks<T>(part.filters), point = task / blocks,
                    block = task % blocks;
  sum_products(s, factors(s, scratch, places, point, block),
               factors(s, scratch, places, (task + 1) / blocks, (task + 1) % blocks),
               part.filters - block * tile_columns<T>, part.channels,
               scratch.sums + point * s.sum_stride + block * s.block_stride, add);
}

/** One part of one group, whose tiles are few. */
template <typename F, typename T>
void run_few(const Sums<F, T>& s, const Part& part, const T* x, const T* dy, T* dweight,
             const Scratch<T>& scratch) {
  constexpr std::size_t width = lanes<T>;
  const Places places(s.tiles, 0, s.tiles.count);
  transform_chunk<false>(s, part, x, dy, 0, s.tiles.count, places, scratch);
  const std::size_t row = s.layer.channels * F::weights;
  T* const first = dweight + part.first_filter * row + part.first_channel * F::weights;
  const FewTiles<F> tiles(places, s.tiles.count);
  for (std::size_t filter = 0; filter < part.filters; filter += width)
    for (std::size_t channel = 0; channel < part.channels; channel += width) {
      const std::size_t channels = std::min(width, part.channels - channel);
      T* const place = first + filter * row + channel * F::weights;
      // The next channels' place, or else the next filters'; behind a part's last filters is
      // another thread's.
      const T* next = channel + width < part.channels ? place + width * F::weights
                      : filter + width < part.filters ? first + (filter + width) * row
                                                      : place;
      sum_few_tiles(tiles, channels, scratch.values + s.values_before(channel),
                    scratch.gradients + s.gradients_before(filter), scratch.strip, next, row);
      add_transposed(scratch.strip, width, channels * F::weights,
                     std::min(width, part.filters - filter), place, row);
    }
}

/** One part of one group, for all tiles. */
template <typename F, typename T>
void run_part(const Sums<F, T>& s, const Part& part, const T* x, const T* dy, T* dweight,
              const Scratch<T>& scratch) {
  if (s.few) return run_few(s, part, x, dy, dweight, scratch);
  for (std::size_t chunk = 0; chunk < s.chunks; ++chunk) {
    const std::size_t begin = chunk * s.chunk_tiles,
                      end = std::min(begin + s.chunk_tiles, s.tiles.count);
    const Places places(s.tiles, begin, end);
    transform_chunk<false>(s, part, x, dy, begin, end, places, scratch);
    // With many tiles, go point by point: a chunk's factors of one point fit into the L2 cache,
    // all sums do not.
    if (!s.local)
      for (std::size_t task = 0; task < s.points * filter_blocks<T>(part.filters); ++task)
        sum_block(s, part, scratch, places, task, chunk > 0);
  }
  const Places all(s.tiles, 0, s.tiles.count);
  for (std::size_t block = 0; block < filter_blocks<T>(part.filters); ++block)
    for (std::size_t channel = 0; channel < part.channels; channel += s.task_channels) {
      const std::size_t channels = std::min(s.task_channels, part.channels - channel);
      T* sums =
          scratch.sums + (s.local ? 0 : block * s.block_stride + channel * tile_columns<T>);
      // With few, sum all points of some channels just before they are needed.
      if (s.local)
        for (std::size_t point = 0; point < s.points; ++point) {
          Factors<T> now =
              factors(s, scratch, all, point, block);  // few tiles', which are near
          now.values += channel;
          sum_products(s, now, {}, part.filters - block * tile_columns<T>, channels,
                       sums + point * s.sum_stride, false);
        }
      add_weights(s, part, sums, block, channel, channels, dweight, scratch.strip);
    }
}

/** One group, for all tiles, of which all threads make one V, one Z and one D. */
template <typename F, typename T>
void run_shared(const Sums<F, T>& s, const T* x, const T* dy, T* dweight,
                const Scratch<T>& scratch, std::size_t threads) {
  const Part whole = s.part(0);
  const Places places(s.tiles, 0, s.tiles.count);
  const auto with_strip = [&](std::size_t thread) {
    Scratch<T> own = scratch;
    own.strip += thread * s.strip;
    return own;
  };
  // [Transform all tiles, multiply point by point, return to the weights]
  constexpr std::size_t task_tiles = 32;
  for_each_task(
      ceil_divide(s.tiles.count, task_tiles),
      [&](std::size_t task, std::size_t thread) {
        const std::size_t begin = task * task_tiles,
                          end = std::min(begin + task_tiles, s.tiles.count);
        transform_chunk<vector_is_line>(s, whole, x, dy, begin, end, places,
                                        with_strip(thread));
        finish_streams();
      },
      threads);
  for_each_task(
      s.points * s.division.blocks,
      [&](std::size_t task, std::size_t) { sum_block(s, whole, scratch, places, task, false); },
      threads);
  const std::size_t pieces = ceil_divide(whole.channels, s.task_channels);
  for_each_task(
      s.division.blocks * pieces,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t block = task / pieces, channel = task % pieces * s.task_channels;
        add_weights(s, whole, scratch.sums + block * s.block_stride + channel * tile_columns<T>,
                    block, channel, std::min(s.task_channels, whole.channels - channel),
                    dweight, with_strip(thread).strip);
      },
      threads);
  // [Transform all tiles, multiply point by point, return to the weights]
}

template <typename F, typename T>
std::size_t scratch(const Sums<F, T>& s, std::size_t threads) {
  Slices<T> slices;
  Scratch<T>(s, s.shared ? threads : 1, slices);
  return s.shared ? slices.used() : threads * own_part<T>(slices.used());
}

template <typename F, typename T>
void run(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight, T* memory) {
  const std::size_t threads = threads_for(g, batch);
  const Sums<F, T> s(forward_layer(g), batch, threads);
  const Layer& layer = s.layer;
  const std::size_t size = scratch(s, threads),
                    parts = s.division.filter_parts * s.division.channel_parts;
  const auto x_of = [&](std::size_t group) {
    return x + group * layer.channels * layer.height * layer.width;
  };
  const auto dy_of = [&](std::size_t group) {
    return dy + group * layer.filters * layer.out_height * layer.out_width;
  };
  const auto dweight_of = [&](std::size_t group) {
    return dweight + group * layer.filters * layer.channels * F::weights;
  };
  if (s.shared) {
    Slices<T> slices(memory);
    const Scratch<T> all(s, threads, slices);
    for (std::size_t group = 0; group < layer.groups; ++group)
      run_shared(s, x_of(group), dy_of(group), dweight_of(group), all, threads);
    return;
  }
  for_each_task(
      layer.groups * parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t group = task / parts;
        Slices<T> slices(memory + thread * (size / threads));
        run_part(s, s.part(task % parts), x_of(group), dy_of(group), dweight_of(group),
                 Scratch<T>(s, 1, slices));
      },
      threads);
}

}  // namespace

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, Points points, std::size_t batch,
                                     std::size_t threads) {
  return with_filter(g, points, [&](auto f) {
    return scratch(Sums<decltype(f), T>(forward_layer(g), batch, threads), threads);
  });
}

template <typename T>
void backward_weights(const Geometry& g, Points points, std::size_t batch, const T* x,
                      const T* dy, T* dweight, T* dbias, Workspace<T>& workspace) {
  expect_applicable(g, points);
  const Phased apart = phased(g);
  const std::size_t threads = threads_for(apart.geometry, batch * apart.images);
  Slices<T> slices(workspace.reserve(
      workspace_size<T>(g, points, batch, Direction::backward_weights, false, thread_count())));
  const T* x_parts = taken_apart(apart.x, batch, x, slices, threads);
  const T* dy_parts = taken_apart(apart.y, batch, dy, slices, threads);
  T* dweight_parts =
      apart.weights.apart() ? slices.take(g.filters * apart.weights.size()) : dweight;
  if (apart.weights.apart()) std::fill_n(dweight_parts, g.filters * apart.weights.size(), T(0));
  with_filter(apart.geometry, points, [&](auto f) {
    run<decltype(f)>(apart.geometry, batch * apart.images, x_parts, dy_parts, dweight_parts,
                     slices.take(0));
  });
  if (apart.weights.apart())
    add_merged(apart.weights, g.filters, dweight_parts, dweight, threads);
  naive::backward_bias(g, batch, dy, dbias);
}

template std::size_t backward_weights_scratch<float>(const Geometry&, Points, std::size_t,
                                                     std::size_t);
template std::size_t backward_weights_scratch<double>(const Geometry&, Points, std::size_t,
                                                      std::size_t);
template void backward_weights(const Geometry&, Points, std::size_t, const float*, const float*,
                               float*, float*, Workspace<float>&);
template void backward_weights(const Geometry&, Points, std::size_t, const double*,
                               const double*, double*, double*, Workspace<double>&);

}  // namespace dln::conv::winograd
