#include <algorithm>
#include <string>

#include "dln/conv/cache.hpp"
#include "dln/conv/strided_tiles.hpp"
#include "dln/conv/taps.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/core/error.hpp"

namespace dln::conv::strided {

namespace {

constexpr std::size_t taps = 3;

/** The kernels along an axis: at each point a value of the polynomial of the even taps, then
 * the odd tap. */
template <typename T>
DLN_INLINE inline void evaluate_taps(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
  Evaluate<WeightMatrix<Even>>::apply(in, 2 * stride, out);
  out[Even::side] = in[stride];
}

/** The kernels of a vector of filters and one channel, from its taps, tap by tap. */
template <typename T>
DLN_ONCE void transform_taps(const T* first, std::ptrdiff_t from_tap_to_tap, T* values,
                             std::size_t stride) {
  Vector<T> half[taps][kernel_side];  // half[j][i]: column j transformed
  unrolled<taps>([&](auto j) DLN_INLINE {
    Vector<T> column[taps];
    unrolled<taps>([&](auto i) DLN_INLINE {
      column[i] = Vector<T>::load(first + std::ptrdiff_t(i * taps + j) * from_tap_to_tap);
    });
    evaluate_taps(column, 1, half[j]);
  });
  unrolled<kernel_side>([&](auto i) DLN_INLINE {
    Vector<T> row[kernel_side];
    evaluate_taps(&half[0][i], kernel_side, row);
    unrolled<kernel_side>(
        [&](auto j) DLN_INLINE { row[j].store(values + (i * kernel_side + j) * stride); });
  });
}

/** The kernels of some channels of one block of filters. */
template <typename T>
void transform_block(const Geometry& g, Direction direction, const T* weight, std::size_t block,
                     std::size_t begin, std::size_t end, T* kernels_of_block) {
  constexpr std::size_t width = lanes<T>, size = taps * taps, ahead = 4;
  const bool back = direction == Direction::backward_data;
  const std::size_t C = g.channels / g.groups, read = read_channels(g, direction),
                    written = written_channels(g, direction);
  const std::size_t from_filter = back ? size : size * C, from_channel = back ? size * C : size;
  for (std::size_t channel = begin; channel < end; ++channel)
    for (std::size_t v = 0; v < tile_vectors && block * tile_columns<T> + v * width < written;
         ++v) {
      const std::size_t filter = block * tile_columns<T> + v * width,
                        filters = std::min(width, written - filter);
      const T* source = weight + filter * from_filter + channel * from_channel;
      for (std::size_t i = 0; i < filters; ++i)
        prefetch(source + i * from_filter + ahead * from_channel);
      // Bring the filters side by side, rotated for the way back.
      alignas(64) T side_by_side[size * width];
      bring_taps<size>(source, from_filter, filters, side_by_side);
      const auto step = back ? -std::ptrdiff_t(width) : std::ptrdiff_t(width);
      transform_taps(back ? side_by_side + (size - 1) * width : side_by_side, step,
                     kernels_of_block + channel * tile_columns<T> + v * width,
                     winograd::weight_stride<T>(read));
    }
}

}  // namespace

bool applicable(const Geometry& g) {
  return g.kernel_height == taps && g.kernel_width == taps && g.stride_height == 2 &&
         g.stride_width == 2 && g.dilation_height == 1 && g.dilation_width == 1;
}

void expect_applicable(const Geometry& g) {
  check(g);
  if (applicable(g)) return;
  const auto two = [](std::size_t a, std::size_t b) {
    return std::to_string(a) + " x " + std::to_string(b);
  };
  throw Error("convolution by strided", "3 x 3 taps, stride 2 x 2 and dilation 1 x 1",
              two(g.kernel_height, g.kernel_width) + " taps, stride " +
                  two(g.stride_height, g.stride_width) + " and dilation " +
                  two(g.dilation_height, g.dilation_width));
}

template <typename T>
std::size_t ready_size(const Geometry& g, Direction direction) {
  expect_applicable(g);
  return g.groups * winograd::filter_blocks<T>(written_channels(g, direction)) *
         block_size<T>(read_channels(g, direction));
}

template <typename T>
void transform_weights_by(std::size_t threads, const Geometry& g, Direction direction,
                          const T* weight, T* ready) {
  const std::size_t read = read_channels(g, direction),
                    written = written_channels(g, direction);
  constexpr std::size_t channels_per_task = 16;
  const std::size_t blocks = winograd::filter_blocks<T>(written),
                    parts = ceil_divide(read, channels_per_task);
  for_each_task(
      g.groups * blocks * parts,
      [&](std::size_t task, std::size_t) {
        const std::size_t part = task % parts, block = task / parts % blocks,
                          group = task / parts / blocks;
        const std::size_t begin = part * channels_per_task,
                          end = std::min(begin + channels_per_task, read);
        transform_block(g, direction, weight + group * read * written * taps * taps, block,
                        begin, end, ready + (group * blocks + block) * block_size<T>(read));
      },
      threads);
}

template <typename T>
void transform_weights(const Geometry& g, Direction direction, const T* weight, T* ready) {
  expect_applicable(g);
  transform_weights_by(worthwhile_threads(double(weight_count(g)) * 100), g, direction, weight,
                       ready);
}

template std::size_t ready_size<float>(const Geometry&, Direction);
template std::size_t ready_size<double>(const Geometry&, Direction);
template void transform_weights_by(std::size_t, const Geometry&, Direction, const float*,
                                   float*);
template void transform_weights_by(std::size_t, const Geometry&, Direction, const double*,
                                   double*);
template void transform_weights(const Geometry&, Direction, const float*, float*);
template void transform_weights(const Geometry&, Direction, const double*, double*);

}  // namespace dln::conv::strided
