#include "dln/conv/winograd.hpp"

#include "dln/conv/phases.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/weights.hpp"
#include "dln/conv/winograd_few_tiles.hpp"
#include "dln/conv/winograd_plan.hpp"

namespace dln::conv::winograd {

namespace {

/** The weights of a group, and for which pass they are meant. */
template <typename T>
struct Weights : conv::Weights<T> {
  bool back;  ///< whether for backward_data
};

/** A^T M A for the tiles of a block and some vectors of filters, written to the images `y` of a
 * group. */
template <typename F, typename T>
void transform_output(const Layer& layer, const Plan& p, std::size_t begin, std::size_t end,
                      const Places& places, std::size_t filter, std::size_t vectors,
                      const T* products, const T* bias, T* y, T* strip) {
  constexpr std::size_t width = lanes<T>;
  const std::size_t plane = layer.out_height * layer.out_width;
  const Strides from{std::ptrdiff_t(F::side * p.product_stride),
                     std::ptrdiff_t(p.product_stride)};
  for_each_run(p.tiles, begin, end, [&](const Run& run) {
    const std::size_t tiled = p.tiles.width(run.column, run.columns);
    const std::size_t rows = std::min(p.tiles.height(run.row, run.rows),
                                      layer.out_height / p.tiles.bands - F::outputs * run.row);
    const std::size_t columns = std::min(tiled, layer.out_width - F::outputs * run.column);
    // Rows of the whole width follow each other without a gap in the image, and so they do in
    // the strip.
    const bool whole = columns == layer.out_width;
    const std::size_t pitch = whole ? columns : tiled;
    const Strides to{std::ptrdiff_t(pitch * width), width};
    for (std::size_t v = 0; v < vectors; ++v) {
      const std::size_t first = filter + v * width,
                        filters = std::min(width, layer.filters - first);
      const Vector<T> offset = bias ? load_first(bias + first, filters) : Vector<T>(T(0));
      // From right to left: what the last tile has too much of is overwritten by the first one,
      // a row below. And from top to bottom: the last tile of a row of tiles leaves that to the
      // next row.
      // [Return from the points to the outputs]
      const auto transform = [&](std::size_t row, std::size_t column, std::size_t place,
                                 auto high, auto wide) {
        using Down = Interpolate<OutputMatrix<F, high>>;
        using Along = Interpolate<OutputMatrix<F, wide>>;
        T* outputs = strip + F::outputs * (row * pitch + column) * width;
        transform_tile<Down, Along>(products + place * p.product_columns + v * width, from,
                                    outputs, to, offset);
      };
      for_each_tile<F>(p.tiles, places, run, begin + run.first, transform);
      // [Return from the points to the outputs]
      T* image = y +
                 (p.tiles.image_of(run.image) * layer.groups * layer.filters + first) * plane +
                 (p.tiles.above(run.image) + F::outputs * run.row) * layer.out_width +
                 F::outputs * run.column;
      if (whole)
        transpose_matrix(strip, width, rows * columns, filters, image, plane, rows * columns,
                         p.streamed);
      else
        for (std::size_t r = 0; r < rows; ++r)
          transpose_matrix(strip + r * pitch * width, width, columns, filters,
                           image + r * layer.out_width, plane, columns);
    }
  });
}

/** The convolution of one group of every image. */
template <typename F, typename T>
void run_group(const Layer& layer, const Plan& p, const T* x, const Weights<T>& weight,
               const T* bias, T* y, T* memory, std::size_t threads) {
  Slices<T> slices(memory);
  T* values = slices.take(threads * p.values_size);
  T* products = slices.take(threads * p.products_size);
  T* strips = slices.take(threads * p.strip);
  T* late_weights = slices.take(p.transform_late ? threads * p.late_size : 0);
  T* own_weights = slices.take(p.transform_own ? threads * p.own_size : 0);

  const auto transform = [&](std::size_t block, std::size_t channel, T* block_values,
                             std::size_t thread) {
    const std::size_t begin = block * p.block_tiles,
                      end = std::min(begin + p.block_tiles, p.tiles.count);
    transform_input<F>(layer, p.tiles, x, begin, end, Places(p.tiles, begin, end), channel,
                       block_values + channel * p.channel_stride, p.point_stride, p.tile_stride,
                       strips + thread * p.strip);
  };
  const auto multiply_and_transform = [&](std::size_t block, std::size_t filter_block,
                                          const T* transformed, const T* block_values,
                                          std::size_t thread) {
    const std::size_t begin = block * p.block_tiles,
                      end = std::min(begin + p.block_tiles, p.tiles.count);
    const std::size_t filter = filter_block * tile_columns<T>;
    const std::size_t vectors =
        std::min(tile_vectors, ceil_divide(layer.filters - filter, lanes<T>));
    const Places places(p.tiles, begin, end);
    T* block_products = products + thread * p.products_size;
    const auto multiply_channels = [&](std::size_t channel, std::size_t channels,
                                       const T* weights, std::size_t stride, bool ahead) {
      // While one point is multiplied, ask for the weights of the next, which may come from the
      // LLC.
      // [Multiply at every point]
      for (std::size_t point = 0; point < F::points; ++point) {
        const Range some = places.at(point / F::side, point % F::side);
        const T* some_values =
            block_values + point * p.point_stride + some.begin * p.tile_stride + channel;
        T* some_products =
            block_products + point * p.product_stride + some.begin * tile_columns<T>;
        multiply(some.end - some.begin, vectors, channels, some_values, p.tile_stride, 1,
                 weights + point * stride, some_products, channel > 0,
                 weights + (point + 1) * stride, ahead ? channels * tile_columns<T> : 0);
      }
      // [Multiply at every point]
    };
    if (transformed)
      multiply_channels(0, layer.channels, transformed, weight_stride<T>(layer.channels), true);
    else  // Transform some channels' weights, and use them while they are in the L2 cache.
      for (std::size_t channel = 0; channel < layer.channels; channel += p.late_channels) {
        const std::size_t channels = std::min(p.late_channels, layer.channels - channel);
        T* own = late_weights + thread * p.late_size;
        transform_filters<F>(layer, weight.back, weight.plain, filter, tile_vectors, channel,
                             channel + channels, own, p.late_stride);
        multiply_channels(channel, channels, own, p.late_stride, false);
      }
    transform_output<F>(layer, p, begin, end, places, filter, vectors, block_products, bias, y,
                        strips + thread * p.strip);
  };

  const auto multiply_few = [&](std::size_t vector, const T* all_values, std::size_t thread) {
    const std::size_t filter = vector * lanes<T>;
    const Places places(p.tiles, 0, p.tiles.count);
    T* sums = products + thread * p.products_size;
    multiply_few_tiles<F>(layer, weight.back, weight.plain, filter, places, all_values,
                          late_weights + thread * p.late_size, sums, p.tiles.count);
    transform_output<F>(layer, p, 0, p.tiles.count, places, filter, 1, sums, bias, y,
                        strips + thread * p.strip);
  };

  // The transformed weights of a block of filters; null if they are to be transformed late.
  const auto weights_of = [&](std::size_t f, KeptWeights<T>& own) -> const T* {
    if (weight.ready) return weight.ready + f * p.weights_size;
    if (p.transform_late) return nullptr;
    return own.get(f, [&](T* block) {
      transform_filters<F>(layer, weight.back, weight.plain, f * tile_columns<T>, tile_vectors,
                           0, layer.channels, block, weight_stride<T>(layer.channels));
    });
  };

  // A thread transforms the tiles that it needs for itself, though another may do the same for
  // other filters: values that another core wrote take longer to fetch than to compute.
  // [Let each thread work from beginning to end]
  for_each_task_by_workers(
      p.blocks * p.parts,
      [&](std::size_t thread) {
        T* block_values = values + thread * p.values_size;
        T* own_place = own_weights + thread * p.own_size;
        return [&, thread, block_values,
                own = KeptWeights<T>(own_place, p.weights_size,
                                     p.transform_own ? p.filter_blocks : 0),
                held = p.blocks](std::size_t task) mutable {
          const std::size_t block = task / p.parts, part = task % p.parts;
          for (std::size_t c = 0; c < layer.channels && block != held; c += lanes<T>)
            transform(block, c, block_values, thread);
          held = block;
          for (std::size_t f = p.filter_blocks * part / p.parts;
               f < p.filter_blocks * (part + 1) / p.parts; ++f)
            if (p.few_tiles)
              multiply_few(f, block_values, thread);
            else
              multiply_and_transform(block, f, weights_of(f, own), block_values, thread);
        };
      },
      threads);
  // [Let each thread work from beginning to end]
}

template <typename T>
std::size_t scratch(const Plan& p, std::size_t threads) {
  Slices<T> slices;
  slices.take(threads * p.values_size);
  slices.take(threads * p.products_size);
  slices.take(threads * p.strip);
  slices.take(p.transform_late ? threads * p.late_size : 0);
  slices.take(p.transform_own ? threads * p.own_size : 0);
  return slices.used();
}

/** All groups; weights that are not ready are transformed in the workspace, when and for whom
 * the plan says. */
template <typename F, typename T>
void run(const Geometry& g, Direction direction, std::size_t batch, const T* x, const T* ready,
         const T* weight, const T* bias, T* y, T* memory) {
  const bool back = direction == Direction::backward_data;
  const Layer layer = back ? backward_layer(g) : forward_layer(g);
  const std::size_t threads = threads_for(g, batch);
  const Plan p = plan<F, T>(layer, batch, threads, ready != nullptr);
  const std::size_t transformed =
      p.transform_early
          ? round_up(transformed_size<T>(g, Points(F::side), direction), cache_line<T>)
          : 0;
  if (p.transform_early) {
    transform_weights_by(threads, g, Points(F::side), direction, weight, memory);
    ready = memory;
  }
  for (std::size_t group = 0; group < layer.groups; ++group) {
    const Weights<T> weights{
        {ready ? ready + group * filter_blocks<T>(layer.filters) * p.weights_size : nullptr,
         ready ? nullptr : weight + group * layer.filters * layer.channels * F::weights},
        back};
    run_group<F>(layer, p, x + group * layer.channels * layer.height * layer.width, weights,
                 bias ? bias + group * layer.filters : nullptr,
                 y + group * layer.filters * layer.out_height * layer.out_width,
                 memory + transformed, threads);
  }
}

template <typename F, typename T>
std::size_t size(const Geometry& g, std::size_t batch, Direction direction, bool ready,
                 std::size_t threads) {
  const Layer layer = direction == Direction::forward ? forward_layer(g) : backward_layer(g);
  const Plan p = plan<F, T>(layer, batch, threads, ready);
  return (p.transform_early
              ? round_up(transformed_size<T>(g, Points(F::side), direction), cache_line<T>)
              : 0) +
         scratch<T>(p, threads);
}

/** All phases; those that are images of their own are put together again at the end. */
template <typename T>
void run(const Geometry& g, Points points, Direction direction, std::size_t batch, const T* x,
         const T* ready, const T* weight, const T* bias, T* y, Workspace<T>& workspace) {
  expect_applicable(g, points);
  const Phased apart = phased(g);
  const Phases &from = direction == Direction::forward ? apart.x : apart.y,
               &to = direction == Direction::forward ? apart.y : apart.x;
  const std::size_t threads = threads_for(apart.geometry, batch * apart.images);
  Slices<T> slices(workspace.reserve(
      workspace_size<T>(g, points, batch, direction, ready != nullptr, thread_count())));
  const T* x_parts = taken_apart(from, batch, x, slices, threads);
  const T* weights =
      ready ? nullptr : taken_apart(apart.weights, g.filters, weight, slices, threads);
  T* y_parts = to.apart() ? slices.take(batch * to.size()) : y;
  with_filter(apart.geometry, points, [&](auto f) {
    run<decltype(f)>(apart.geometry, direction, batch * apart.images, x_parts, ready, weights,
                     bias, y_parts, slices.take(0));
  });
  if (to.apart()) merge(to, batch, y_parts, y, threads);
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, Points points, std::size_t batch, const T* x,
                   const T* ready, const T* bias, T* y, Workspace<T>& workspace) {
  run<T>(g, points, Direction::forward, batch, x, ready, nullptr, bias, y, workspace);
}

template <typename T>
void backward_data_ready(const Geometry& g, Points points, std::size_t batch, const T* dy,
                         const T* ready, T* dx, Workspace<T>& workspace) {
  run<T>(g, points, Direction::backward_data, batch, dy, ready, nullptr, nullptr, dx,
         workspace);
}

template <typename T>
void forward(const Geometry& g, Points points, std::size_t batch, const T* x, const T* weight,
             const T* bias, T* y, Workspace<T>& workspace) {
  run<T>(g, points, Direction::forward, batch, x, nullptr, weight, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, Points points, std::size_t batch, const T* dy,
                   const T* weight, T* dx, Workspace<T>& workspace) {
  run<T>(g, points, Direction::backward_data, batch, dy, nullptr, weight, nullptr, dx,
         workspace);
}

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, Points points, std::size_t batch,
                                     std::size_t threads);

template <typename T>
std::size_t workspace_size(const Geometry& g, Points points, std::size_t batch,
                           Direction direction, bool ready, std::size_t threads) {
  expect_applicable(g, points);
  const Phased apart = phased(g);
  const std::size_t images = batch * apart.images;
  threads = threads_for(apart.geometry, images, threads);
  Slices<T> slices;
  slices.take(batch * apart.x.size());
  slices.take(batch * apart.y.size());
  slices.take(ready ? 0 : g.filters * apart.weights.size());
  slices.take(direction == Direction::backward_weights
                  ? backward_weights_scratch<T>(apart.geometry, points, images, threads)
                  : with_filter(apart.geometry, points, [&](auto f) {
                      return size<decltype(f), T>(apart.geometry, images, direction, ready,
                                                  threads);
                    }));
  return slices.used();
}

#define DLN_INSTANTIATE(T)                                                                    \
  template void forward_ready(const Geometry&, Points, std::size_t, const T*, const T*,       \
                              const T*, T*, Workspace<T>&);                                   \
  template void backward_data_ready(const Geometry&, Points, std::size_t, const T*, const T*, \
                                    T*, Workspace<T>&);                                       \
  template void forward(const Geometry&, Points, std::size_t, const T*, const T*, const T*,   \
                        T*, Workspace<T>&);                                                   \
  template void backward_data(const Geometry&, Points, std::size_t, const T*, const T*, T*,   \
                              Workspace<T>&);                                                 \
  template std::size_t workspace_size<T>(const Geometry&, Points, std::size_t, Direction,     \
                                         bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::winograd
