#include "dln/conv/direct_taps.hpp"

#include <algorithm>

namespace dln::conv::direct {

namespace {

/** Sorts the taps of each phase into the order of memory, and finds how far they reach. */
void finish(Layer& layer) {
  layer.first_row = layer.first_column = layer.last_row = layer.last_column = 0;
  bool first = true;
  for (Phase& phase : layer.phases) {
    std::sort(phase.taps.begin(), phase.taps.end(),
              [](const Tap& a, const Tap& b) { return a.row != b.row ? a.row < b.row : a.column < b.column; });
    for (const Tap& tap : phase.taps) {
      layer.first_row = first ? tap.row : std::min(layer.first_row, tap.row);
      layer.last_row = first ? tap.row : std::max(layer.last_row, tap.row);
      layer.first_column = first ? tap.column : std::min(layer.first_column, tap.column);
      layer.last_column = first ? tap.column : std::max(layer.last_column, tap.column);
      first = false;
    }
  }
}

}  // namespace

Layer forward_layer(const Geometry& g) {
  check(g);
  const std::size_t P = output_height(g), Q = output_width(g);
  Layer layer{g.groups,
              g.channels / g.groups,
              g.height,
              g.width,
              g.filters / g.groups,
              P,
              Q,
              g.kernel_height * g.kernel_width,
              g.stride_height,
              g.stride_width,
              1,
              1,
              {},
              0,
              0,
              0,
              0};
  Phase phase{0, 0, P, Q, {}};
  for (std::size_t r = 0; r < g.kernel_height; ++r)
    for (std::size_t s = 0; s < g.kernel_width; ++s)
      phase.taps.push_back({r * g.kernel_width + s,
                            std::ptrdiff_t(r * g.dilation_height) - std::ptrdiff_t(g.padding_top),
                            std::ptrdiff_t(s * g.dilation_width) - std::ptrdiff_t(g.padding_left)});
  layer.phases.push_back(phase);
  finish(layer);
  return layer;
}

Layer backward_layer(const Geometry& g) {
  check(g);
  Layer layer{g.groups,
              g.filters / g.groups,
              output_height(g),
              output_width(g),
              g.channels / g.groups,
              g.height,
              g.width,
              g.kernel_height * g.kernel_width,
              1,
              1,
              g.stride_height,
              g.stride_width,
              {},
              0,
              0,
              0,
              0};
  const auto step_row = std::ptrdiff_t(g.stride_height), step_column = std::ptrdiff_t(g.stride_width);
  for (std::size_t i = 0; i < std::min(g.stride_height, g.height); ++i)
    for (std::size_t j = 0; j < std::min(g.stride_width, g.width); ++j) {
      Phase phase{i, j, ceil_divide(g.height - i, g.stride_height), ceil_divide(g.width - j, g.stride_width), {}};
      for (std::size_t r = 0; r < g.kernel_height; ++r)
        for (std::size_t s = 0; s < g.kernel_width; ++s) {
          const std::ptrdiff_t row = std::ptrdiff_t(i + g.padding_top) - std::ptrdiff_t(r * g.dilation_height);
          const std::ptrdiff_t column = std::ptrdiff_t(j + g.padding_left) - std::ptrdiff_t(s * g.dilation_width);
          if (row % step_row == 0 && column % step_column == 0)
            phase.taps.push_back({r * g.kernel_width + s, row / step_row, column / step_column});
        }
      layer.phases.push_back(phase);
    }
  finish(layer);
  return layer;
}

}  // namespace dln::conv::direct
