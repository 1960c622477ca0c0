#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/phases.hpp"
#include "dln/conv/taps.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

namespace {

/**
 * Distances in the weights between neighbouring filters and neighbouring channels of a layer.
 */
struct WeightStrides {
  std::size_t filter;
  std::size_t channel;
};

/** U of a vector of filters and one channel. Threads that transform it early or late must find
 * the same bits. */
template <typename F, typename T>
DLN_ONCE void transform_taps(const T* taps, Strides from, T* values, Strides to) {
  using Transform = Evaluate<WeightMatrix<F>>;
  transform_tile<Transform, Transform>(taps, from, values, to);
}

/** U for a vector of filters, or what is left of one, and one channel. */
template <typename F, bool Streamed, typename T>
DLN_INLINE inline void transform_vector(const T* source, WeightStrides strides,
                                        std::size_t filters, bool rotate, T* place,
                                        std::size_t point_stride) {
  constexpr std::size_t width = lanes<T>;
  // Bring the filters side by side, rotated for the way back.
  alignas(64) T taps[F::weights * width];
  bring_taps<F::weights>(source, strides.filter, filters, taps);
  const Strides upright{F::taps * width, width}, rotated{-upright.row, -upright.column};
  const T* first = rotate ? taps + (F::weights - 1) * width : taps;
  const Strides from = rotate ? rotated : upright;
  if constexpr (Streamed) {
    alignas(64) T values[F::points * width];
    transform_taps<F>(first, from, values, {F::side * width, width});
    for (std::size_t point = 0; point < F::points; ++point)
      Vector<T>::load(values + point * width).stream(place + point * point_stride);
  } else {
    transform_taps<F>(first, from, place,
                      {std::ptrdiff_t(F::side * point_stride), std::ptrdiff_t(point_stride)});
  }
}

/** transform_filters, past the caches or not. */
template <typename F, bool Streamed, typename T>
void transform_block(const Layer& layer, bool back, const T* weight, std::size_t filter,
                     std::size_t vectors, std::size_t begin, std::size_t end, T* block,
                     std::size_t stride) {
  constexpr std::size_t width = lanes<T>, ahead = 4;
  const WeightStrides strides = back ? WeightStrides{F::weights, F::weights * layer.filters}
                                     : WeightStrides{F::weights * layer.channels, F::weights};
  for (std::size_t channel = begin; channel < end; ++channel, block += vectors * width)
    for (std::size_t v = 0; v < vectors && filter + v * width < layer.filters; ++v) {
      const T* source =
          weight + (filter + v * width) * strides.filter + channel * strides.channel;
      const std::size_t filters = std::min(width, layer.filters - filter - v * width);
      // A lone vector has been asked for, see winograd_few_tiles.cpp, and to ask again would
      // slow it down.
      for (std::size_t i = 0; i < filters && vectors > 1; ++i)
        prefetch(source + i * strides.filter + ahead * strides.channel);
      transform_vector<F, Streamed>(source, strides, filters, back, block + v * width, stride);
    }
}

template <typename F, bool Streamed, typename T>
void transform_all(const Geometry& g, Direction direction, const T* weight, T* ready,
                   std::size_t threads) {
  const bool back = direction == Direction::backward_data;
  const Layer layer = back ? backward_layer(g) : forward_layer(g);
  constexpr std::size_t channels_per_task = 16;
  const std::size_t blocks = filter_blocks<T>(layer.filters),
                    parts = ceil_divide(layer.channels, channels_per_task);
  const std::size_t stride = weight_stride<T>(layer.channels), block_size = F::points * stride;
  for_each_task(
      layer.groups * blocks * parts,
      [&](std::size_t task, std::size_t) {
        const std::size_t part = task % parts, block = task / parts % blocks,
                          group = task / parts / blocks;
        const std::size_t begin = part * channels_per_task,
                          end = std::min(begin + channels_per_task, layer.channels);
        transform_block<F, Streamed>(
            layer, back, weight + group * layer.filters * layer.channels * F::weights,
            block * tile_columns<T>, tile_vectors, begin, end,
            ready + (group * blocks + block) * block_size + begin * tile_columns<T>, stride);
        if constexpr (Streamed) finish_streams();
      },
      threads);
}

/** Streams what is larger than the LLC, if `ready` begins on a line of it; all strides are
 * whole vectors. */
template <typename F, typename T>
void transform_all(const Geometry& g, Direction direction, const T* weight, T* ready,
                   std::size_t threads) {
  const std::size_t bytes = transformed_size<T>(g, Points(F::side), direction) * sizeof(T);
  if (vector_is_line && bytes > llc && on_lines(ready, cache_line<T>))
    transform_all<F, true>(g, direction, weight, ready, threads);
  else
    transform_all<F, false>(g, direction, weight, ready, threads);
}

}  // namespace

template <typename F, typename T>
void transform_filters(const Layer& layer, bool back, const T* weight, std::size_t filter,
                       std::size_t vectors, std::size_t begin, std::size_t end, T* block,
                       std::size_t stride) {
  transform_block<F, false>(layer, back, weight, filter, vectors, begin, end, block, stride);
}

template <typename T>
std::size_t transformed_size(const Geometry& g, Points points, Direction direction) {
  const Layer layer =
      direction == Direction::backward_data ? backward_layer(g) : forward_layer(g);
  return with_filter(g, points, [&](auto f) {
    return layer.groups * filter_blocks<T>(layer.filters) * f.points *
           weight_stride<T>(layer.channels);
  });
}

template <typename T>
std::size_t ready_size(const Geometry& g, Points points, Direction direction) {
  expect_applicable(g, points);
  const Phased apart = phased(g);
  return transformed_size<T>(apart.geometry, points, direction) +
         g.filters * apart.weights.size();
}

template <typename T>
void transform_weights(const Geometry& g, Points points, Direction direction, const T* weight,
                       T* ready) {
  expect_applicable(g, points);
  const Phased apart = phased(g);
  // The kernels' phases lie behind the transformed weights, which alone are used later.
  Slices<T> slices(ready + transformed_size<T>(apart.geometry, points, direction));
  const std::size_t threads = worthwhile_threads(double(weight_count(g)) * 100);
  const T* parts = taken_apart(apart.weights, g.filters, weight, slices, threads);
  transform_weights_by(threads, apart.geometry, points, direction, parts, ready);
}

template <typename T>
void transform_weights_by(std::size_t threads, const Geometry& g, Points points,
                          Direction direction, const T* weight, T* ready) {
  threads = worthwhile_threads(double(weight_count(g)) * 100, threads);
  with_filter(g, points, [&](auto f) {
    transform_all<decltype(f)>(g, direction, weight, ready, threads);
  });
}

#define DLN_INSTANTIATE(F, T)                                                                \
  template void transform_filters<F>(const Layer&, bool, const T*, std::size_t, std::size_t, \
                                     std::size_t, std::size_t, T*, std::size_t);
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, float)
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, double)
#undef DLN_INSTANTIATE
template std::size_t transformed_size<float>(const Geometry&, Points, Direction);
template std::size_t transformed_size<double>(const Geometry&, Points, Direction);
template std::size_t ready_size<float>(const Geometry&, Points, Direction);
template std::size_t ready_size<double>(const Geometry&, Points, Direction);
template void transform_weights(const Geometry&, Points, Direction, const float*, float*);
template void transform_weights_by(std::size_t, const Geometry&, Points, Direction,
                                   const float*, float*);
template void transform_weights(const Geometry&, Points, Direction, const double*, double*);
template void transform_weights_by(std::size_t, const Geometry&, Points, Direction,
                                   const double*, double*);

}  // namespace dln::conv::winograd
