#include "dln/conv/winograd_few_tiles.hpp"

#include "dln/conv/cache.hpp"

namespace dln::conv::winograd {

namespace {

/** A point: which vectors of V and M belong to it, and what is asked for meanwhile. */
struct Point {
  std::size_t first;  ///< of the vectors of its tiles, in V and in M, the first element
  std::size_t next;   ///< of the weights that will be transformed next, likewise
};

/**
 * Adds the products of up to few_channels channels at some points to the sums of `Tiles` tiles.
 * @param begin,end the points
 * @param values V, from the first channel on
 * @param weights U, few_channels vectors for each of the points
 * @param sums M
 * @param channels how many
 * @param add whether to add to the sums or to overwrite them
 * @param next weights, of which `Lines` lines of the cache are asked for at each point
 */
template <typename T, std::size_t Lines, std::size_t Tiles>
void add_products(const Point* begin, const Point* end, const T* values, const T* weights, T* sums,
                  std::size_t channels, bool add, const T* next) {
  constexpr std::size_t width = lanes<T>;
  for (const Point* point = begin; point != end; ++point, weights += few_channels<T> * width) {
    unrolled<Lines>([&](auto i) DLN_INLINE { prefetch_early(next + point->next + i * cache_line<T>); });
    const T* value = values + point->first;
    T* place = sums + point->first;
    Vector<T> sum[Tiles];
    unrolled<Tiles>([&](auto tile)
                        DLN_INLINE { sum[tile] = add ? Vector<T>::load(place + tile * width) : Vector<T>(T(0)); });
    const auto add_channel = [&](std::size_t channel) DLN_INLINE {
      Vector<T> weight = Vector<T>::load(weights + channel * width);
      hold(weight);
      unrolled<Tiles>([&](auto tile) DLN_INLINE { sum[tile] += Vector<T>(value[tile * width + channel]) * weight; });
    };
    if (channels == few_channels<T>)
      unrolled<few_channels<T>>(add_channel);
    else
      for (std::size_t channel = 0; channel < channels; ++channel) add_channel(channel);
    unrolled<Tiles>([&](auto tile) DLN_INLINE { sum[tile].store(place + tile * width); });
  }
}

template <typename T>
using Kernel = void (*)(const Point*, const Point*, const T*, const T*, T*, std::size_t, bool, const T*);

/** A kernel for each number of tiles. */
template <typename T, std::size_t Lines>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{add_products<T, Lines, I + 1>...};
}
(std::make_index_sequence<tile_rows>{});

/** Points one after the other at which equally many tiles have values. */
template <typename T>
struct Stretch {
  Kernel<T> kernel;        ///< for so many tiles
  std::size_t begin, end;  ///< the points
};

/** From the first point to the last. */
template <typename F, typename T>
struct Course {
  std::array<Point, F::points> points;
  std::array<Stretch<T>, F::points> stretches;
  std::size_t count = 0;  ///< of the stretches

  Course(const Layer& layer, bool back, const Places& places, std::size_t tiles) {
    constexpr std::size_t width = lanes<T>;
    // The next weights lie in rows: each channel's on the way back, each filter's on the way forward. Ask for a few
    // lines of a row at every point, so that there are points enough for all rows.
    constexpr std::size_t back_rows = few_channels<T>, back_lines = ceil_divide(width * F::weights, cache_line<T>);
    constexpr std::size_t forward_rows = width,
                          forward_lines = ceil_divide(few_channels<T> * F::weights, cache_line<T>) + 1;
    constexpr std::size_t lines =
        std::max(ceil_divide(back_lines, F::points / back_rows), ceil_divide(forward_lines, F::points / forward_rows));
    const std::size_t rows = back ? back_rows : forward_rows;
    const std::size_t row_size = F::weights * (back ? layer.filters : layer.channels);
    const std::size_t points_of_row = ceil_divide(back ? back_lines : forward_lines, lines);
    for (std::size_t point = 0; point < F::points; ++point) {
      const Range some = places.at(point / F::side, point % F::side);
      points[point] = {(point * tiles + some.begin) * width, std::min(point / points_of_row, rows - 1) * row_size +
                                                                 point % points_of_row * lines * cache_line<T>};
      if (some.begin == some.end) continue;
      const Kernel<T> kernel = kernels<T, lines>[some.end - some.begin - 1];
      if (count == 0 || stretches[count - 1].kernel != kernel || stretches[count - 1].end != point)
        stretches[count++] = {kernel, point, point};
      ++stretches[count - 1].end;
    }
  }
};

}  // namespace

template <typename F, typename T>
void multiply_few_tiles(const Layer& layer, bool back, const T* weight, std::size_t filter, const Places& places,
                        const T* values, T* transformed, T* products, std::size_t tiles) {
  constexpr std::size_t width = lanes<T>, stride = few_channels<T> * width;
  const Course<F, T> course(layer, back, places, tiles);
  // [Transform a few channels' weights, and multiply them at every point]
  for (std::size_t channel = 0; channel < layer.channels; channel += few_channels<T>) {
    const std::size_t end = std::min(channel + few_channels<T>, layer.channels);
    transform_filters<F>(layer, back, weight, filter, 1, channel, end, transformed, stride);
    // Meanwhile ask for the next channels' weights, or else for those of the next filters.
    const std::size_t next_channel = end % layer.channels, next_filter = filter + (next_channel == 0 ? width : 0);
    const std::size_t next =
        back ? next_channel * layer.filters + next_filter : next_filter * layer.channels + next_channel;
    const T* some_values = values + channel / width * F::points * tiles * width + channel % width;
    for (std::size_t i = 0; i < course.count; ++i) {
      const auto& [kernel, first, last] = course.stretches[i];
      kernel(course.points.data() + first, course.points.data() + last, some_values, transformed + first * stride,
             products, end - channel, channel > 0, weight + next * F::weights);
    }
  }
  // [Transform a few channels' weights, and multiply them at every point]
}

#define DLN_INSTANTIATE(F, T)                                                                                     \
  template void multiply_few_tiles<F>(const Layer&, bool, const T*, std::size_t, const Places&, const T*, T*, T*, \
                                      std::size_t);
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, float)
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::winograd
