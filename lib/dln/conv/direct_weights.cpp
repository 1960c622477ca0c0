#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/direct.hpp"
#include "dln/conv/direct_taps.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

template <typename T>
void pack_filters(const Layer& layer, const T* weight, std::size_t block, std::size_t channel,
                  T* packed) {
  constexpr std::size_t width = lanes<T>;
  const std::size_t stride = layer.filter_stride, taps = layer.taps(),
                    row = layer.channels * tile_columns<T>;
  const std::size_t begin = block * block_filters<T>(layer.filters);
  const std::size_t end = std::min(begin + block_filters<T>(layer.filters), layer.filters);
  T* first = packed + (layer.reversed ? (taps - 1) * row : 0) + channel * tile_columns<T>;
  for (std::size_t filter = begin; filter < end; filter += width, first += width) {
    const T* source = weight + filter * stride + channel * layer.channel_stride;
    const std::size_t filters = std::min(width, end - filter);
    for (std::size_t i = 0; i < filters; ++i)
      prefetch(source + i * stride + 2 * layer.channel_stride);
    if (stride == 1)
      load_first(source, filters).store(first);
    else
      transpose_matrix(source, stride, filters, taps, first,
                       layer.reversed ? -std::ptrdiff_t(row) : std::ptrdiff_t(row), width);
  }
}

template <typename T>
bool lanes_are_pixels(const Geometry& g, Direction direction) {
  if (direction == Direction::backward_weights) return sliding::suitable_for_weights<T>(g);
  return pointwise::applicable(g) || sliding::suitable(g, direction);
}

template <typename T>
std::size_t ready_size(const Geometry& g, Direction direction) {
  if (lanes_are_pixels<T>(g, direction)) return weight_count(g);
  const Layer layer = make_layer(g, direction);
  return g.groups * filter_blocks<T>(layer.filters) * layer.taps() * layer.channels *
         tile_columns<T>;
}

template <typename T>
void transform_weights(const Geometry& g, Direction direction, const T* weight, T* ready) {
  if (pointwise::applicable(g))
    return pointwise::transform_weights(g, direction, weight, ready);
  if (sliding::suitable(g, direction))
    return sliding::transform_weights(g, direction, weight, ready);
  const Layer layer = make_layer(g, direction);
  const std::size_t blocks = filter_blocks<T>(layer.filters);
  constexpr std::size_t channels_per_task = 16;
  const std::size_t parts = ceil_divide(layer.channels, channels_per_task);
  for_each_task(
      layer.groups * blocks * parts,
      [&](std::size_t task, std::size_t) {
        const std::size_t part = task % parts, block = task / parts % blocks,
                          group = task / parts / blocks;
        const std::size_t begin = part * channels_per_task,
                          end = std::min(begin + channels_per_task, layer.channels);
        for (std::size_t channel = begin; channel < end; ++channel)
          pack_filters(layer, weight + group * layer.filters * layer.channels * layer.taps(),
                       block, channel,
                       ready + (group * blocks + block) * layer.taps() * layer.channels *
                                   tile_columns<T>);
      },
      worthwhile_threads(double(weight_count(g)) * 100));
}

template bool lanes_are_pixels<float>(const Geometry&, Direction);
template bool lanes_are_pixels<double>(const Geometry&, Direction);
template void pack_filters(const Layer&, const float*, std::size_t, std::size_t, float*);
template void pack_filters(const Layer&, const double*, std::size_t, std::size_t, double*);
template std::size_t ready_size<float>(const Geometry&, Direction);
template std::size_t ready_size<double>(const Geometry&, Direction);
template void transform_weights(const Geometry&, Direction, const float*, float*);
template void transform_weights(const Geometry&, Direction, const double*, double*);

}  // namespace dln::conv::direct
