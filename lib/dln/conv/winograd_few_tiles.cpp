#include "dln/conv/winograd_few_tiles.hpp"

#include "dln/conv/cache.hpp"

namespace dln::conv::winograd {

namespace {

/**
 * Adds the products of up to few_channels channels at one point to the sums of `Tiles` tiles. A
 * register tile of microkernel.hpp takes as long to begin as these few products take, and its
 * rows of B lie further apart.
 * @param values V at the point, from the first channel on
 * @param weights U at the point, a vector for each channel
 * @param sums M at the point
 * @param channels how many
 * @param add whether to add to the sums or to overwrite them
 * @param next weights, of which up to `Lines` lines of the cache are asked for
 */
template <typename T, std::size_t Lines, std::size_t Tiles>
void add_products(const T* values, const T* weights, T* sums, std::size_t channels, bool add,
                  const T* next) {
  constexpr std::size_t width = lanes<T>;
  Vector<T> sum[Tiles];
  unrolled<Tiles>([&](auto tile) DLN_INLINE {
    sum[tile] = add ? Vector<T>::load(sums + tile * width) : Vector<T>(T(0));
  });
  // Ask for a line now and then: all at once, they would keep what the sums need waiting.
  constexpr std::size_t channels_apart = std::max<std::size_t>(1, few_channels<T> / Lines);
  const auto add_channel = [&](std::size_t channel) DLN_INLINE {
    if (channel % channels_apart == 0 && channel / channels_apart < Lines)
      prefetch_early(next + channel / channels_apart * cache_line<T>);
    Vector<T> weight = Vector<T>::load(weights + channel * width);
    hold(weight);
    unrolled<Tiles>([&](auto tile) DLN_INLINE {
      sum[tile] += Vector<T>(values[tile * width + channel]) * weight;
    });
  };
  if (channels == few_channels<T>)
    unrolled<few_channels<T>>(add_channel);
  else
    for (std::size_t channel = 0; channel < channels; ++channel) add_channel(channel);
  unrolled<Tiles>([&](auto tile) DLN_INLINE { sum[tile].store(sums + tile * width); });
}

template <typename T>
using Kernel = void (*)(const T*, const T*, T*, std::size_t, bool, const T*);

/** A kernel for each number of tiles. */
template <typename T, std::size_t Lines>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{add_products<T, Lines, I + 1>...};
}
(std::make_index_sequence<tile_rows>{});

/** What is done at a point. */
template <typename T>
struct Point {
  Kernel<T> kernel;   ///< for as many tiles as have values there, or null if none has
  std::size_t first;  ///< of the vectors of these tiles, in V and in M, the first element
  std::size_t next;   ///< of what is asked for meanwhile, in the weights that will be
                      ///< transformed next, likewise
};

/** What is done at all points. */
template <typename F, typename T>
std::array<Point<T>, F::points> all_points(const Layer& layer, bool back, const Places& places,
                                           std::size_t tiles) {
  constexpr std::size_t width = lanes<T>;
  // The next weights lie in rows: each channel's on the way back, each filter's on the way
  // forward. Ask for a few lines of a row at every point, so that there are points enough for
  // all rows.
  constexpr std::size_t back_rows = few_channels<T>,
                        back_lines = ceil_divide(width * F::weights, cache_line<T>);
  constexpr std::size_t forward_rows = width,
                        forward_lines =
                            ceil_divide(few_channels<T> * F::weights, cache_line<T>) + 1;
  constexpr std::size_t lines = std::max(ceil_divide(back_lines, F::points / back_rows),
                                         ceil_divide(forward_lines, F::points / forward_rows));
  const std::size_t rows = back ? back_rows : forward_rows;
  const std::size_t row_size = F::weights * (back ? layer.filters : layer.channels);
  const std::size_t points_of_row = ceil_divide(back ? back_lines : forward_lines, lines);
  std::array<Point<T>, F::points> points;
  for (std::size_t i = 0; i < F::points; ++i) {
    const Range some = places.at(i / F::side, i % F::side);
    const std::size_t row = std::min(i / points_of_row, rows - 1),
                      line = i % points_of_row * lines;
    points[i] = {.kernel = some.begin < some.end ? kernels<T, lines>[some.end - some.begin - 1]
                                                 : nullptr,
                 .first = (i * tiles + some.begin) * width,
                 .next = row * row_size + line * cache_line<T>};
  }
  return points;
}

}  // namespace

template <typename F, typename T>
void multiply_few_tiles(const Layer& layer, bool back, const T* weight, std::size_t filter,
                        const Places& places, const T* values, T* transformed, T* products,
                        std::size_t tiles) {
  constexpr std::size_t width = lanes<T>, stride = few_channels<T> * width;
  const auto points = all_points<F, T>(layer, back, places, tiles);
  // [Transform a few channels' weights, and multiply them at every point]
  for (std::size_t channel = 0; channel < layer.channels; channel += few_channels<T>) {
    const std::size_t end = std::min(channel + few_channels<T>, layer.channels);
    transform_filters<F>(layer, back, weight, filter, 1, channel, end, transformed, stride);
    // Meanwhile ask for the next channels' weights, or else for those of the next filters.
    const std::size_t next_channel = end % layer.channels,
                      next_filter = filter + (next_channel == 0 ? width : 0);
    const std::size_t kernels_before = back ? next_channel * layer.filters + next_filter
                                            : next_filter * layer.channels + next_channel;
    const T* next = weight + kernels_before * F::weights;
    const T* some_values =
        values + channel / width * F::points * tiles * width + channel % width;
    for (std::size_t i = 0; i < F::points; ++i)
      if (const Point<T>& point = points[i]; point.kernel)
        point.kernel(some_values + point.first, transformed + i * stride,
                     products + point.first, end - channel, channel > 0, next + point.next);
  }
  // [Transform a few channels' weights, and multiply them at every point]
}

template <typename F, typename T>
void sum_few_tiles(const FewTiles<F>& tiles, std::size_t channels, const T* values,
                   const T* gradients, T* taps, const T* next, std::size_t next_stride) {
  using Transform = Interpolate<WeightMatrix<F>>;
  constexpr std::size_t width = lanes<T>, together = std::min(std::size_t{4}, width);
  constexpr std::size_t lines = ceil_divide(width * F::weights, cache_line<T>);  // of a row
  constexpr std::size_t asked =
      ceil_divide(width * lines, width / together * F::points);  // at a point
  // Ask for the next line of a row, or for the next row's first; at last, for the last row
  // again.
  std::size_t line = 0, row = 0;
  const auto ask = [&]() DLN_INLINE {
    unrolled<asked>([&](auto) DLN_INLINE {
      prefetch_to_write(next + line * cache_line<T>);
      if (++line < lines) return;
      line = 0;
      if (++row < width) next += next_stride;
    });
  };
  // [Sum over the tiles at every point, and return to the weights]
  for (std::size_t channel = 0; channel < channels;
       channel += together, taps += together * F::weights * width) {
    Vector<T> half[together][F::side][F::taps];
    for (std::size_t j = 0; j < F::side; ++j) {
      Vector<T> sums[together][F::side];
      unrolled<F::side>([&](auto i) DLN_INLINE {
        ask();
        const std::size_t point = i * F::side + j;
        unrolled<together>([&](auto c) DLN_INLINE { sums[c][i] = Vector<T>(T(0)); });
        for (std::size_t tile = tiles.at_point[point].begin; tile < tiles.at_point[point].end;
             ++tile) {
          const std::size_t place = (point * tiles.count + tile) * width;
          const Vector<T> gradient = Vector<T>::load(gradients + place);
          unrolled<together>([&](auto c) DLN_INLINE {
            sums[c][i] += Vector<T>(values[place + channel + c]) * gradient;
          });
        }
      });
      unrolled<together>([&](auto c) DLN_INLINE { Transform::apply(sums[c], 1, half[c][j]); });
    }
    unrolled<together>([&](auto c) DLN_INLINE {
      unrolled<F::taps>([&](auto i) DLN_INLINE {
        Vector<T> row_of_taps[F::taps];
        Transform::apply(&half[c][0][i], F::taps, row_of_taps);
        unrolled<F::taps>([&](auto k) DLN_INLINE {
          row_of_taps[k].store(taps + (c * F::weights + i * F::taps + k) * width);
        });
      });
    });
  }
  // [Sum over the tiles at every point, and return to the weights]
}

#define DLN_INSTANTIATE(F, T)                                                          \
  template void multiply_few_tiles<F>(const Layer&, bool, const T*, std::size_t,       \
                                      const Places&, const T*, T*, T*, std::size_t);   \
  template void sum_few_tiles(const FewTiles<F>&, std::size_t, const T*, const T*, T*, \
                              const T*, std::size_t);
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, float)
DLN_FOR_EACH_FILTER(DLN_INSTANTIATE, double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::winograd
