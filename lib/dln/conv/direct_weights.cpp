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
void pack_filters(const Layer& layer, const T* weight, std::size_t block, std::size_t channel, T* packed) {
  constexpr std::size_t width = lanes<T>;
  const std::size_t stride = layer.filter_stride, taps = layer.taps(), row = layer.channels * tile_columns<T>;
  const std::size_t begin = block * block_filters<T>(layer.filters);
  const std::size_t end = std::min(begin + block_filters<T>(layer.filters), layer.filters);
  T* first = packed + (layer.reversed ? (taps - 1) * row : 0) + channel * tile_columns<T>;
  for (std::size_t filter = begin; filter < end; filter += width, first += width) {
    const T* source = weight + filter * stride + channel * layer.channel_stride;
    const std::size_t filters = std::min(width, end - filter);
    for (std::size_t i = 0; i < filters; ++i) prefetch(source + i * stride + 2 * layer.channel_stride);
    if (stride == 1)
      load_first(source, filters).store(first);
    else
      transpose_matrix(source, stride, filters, taps, first,
                       layer.reversed ? -std::ptrdiff_t(row) : std::ptrdiff_t(row), width);
  }
}

template <typename T>
bool lanes_are_pixels(const Geometry& g, Pass pass) {
  if (pass == Pass::backward_weights) return sliding::suitable_for_weights<T>(g);
  return pointwise::applicable(g) || sliding::suitable(g, pass);
}

template <typename T>
std::size_t ready_size(const Geometry& g, Pass pass) {
  if (lanes_are_pixels<T>(g, pass)) return weight_count(g);
  const Layer layer = make_layer(g, pass);
  return g.groups * filter_blocks<T>(layer.filters) * layer.taps() * layer.channels * tile_columns<T>;
}

template <typename T>
void transform_weights(const Geometry& g, Pass pass, const T* weight, T* ready) {
  if (pointwise::applicable(g)) return pointwise::transform_weights(g, pass, weight, ready);
  if (sliding::suitable(g, pass)) return sliding::transform_weights(g, pass, weight, ready);
  const Layer layer = make_layer(g, pass);
  const std::size_t blocks = filter_blocks<T>(layer.filters);
  constexpr std::size_t channels_per_task = 16;
  const std::size_t parts = ceil_divide(layer.channels, channels_per_task);
  for_each_task(
      layer.groups * blocks * parts,
      [&](std::size_t task, std::size_t) {
        const std::size_t part = task % parts, block = task / parts % blocks, group = task / parts / blocks;
        const std::size_t begin = part * channels_per_task, end = std::min(begin + channels_per_task, layer.channels);
        for (std::size_t channel = begin; channel < end; ++channel)
          pack_filters(layer, weight + group * layer.filters * layer.channels * layer.taps(), block, channel,
                       ready + (group * blocks + block) * layer.taps() * layer.channels * tile_columns<T>);
      },
      worthwhile_threads(double(weight_count(g)) * 100));
}

template bool lanes_are_pixels<float>(const Geometry&, Pass);
template bool lanes_are_pixels<double>(const Geometry&, Pass);
template void pack_filters(const Layer&, const float*, std::size_t, std::size_t, float*);
template void pack_filters(const Layer&, const double*, std::size_t, std::size_t, double*);
template std::size_t ready_size<float>(const Geometry&, Pass);
template std::size_t ready_size<double>(const Geometry&, Pass);
template void transform_weights(const Geometry&, Pass, const float*, float*);
template void transform_weights(const Geometry&, Pass, const double*, double*);

}  // namespace dln::conv::direct
