#include "dln/conv/direct_taps.hpp"

#include <algorithm>
#include <numeric>

namespace dln::conv::direct {

namespace {

Axis make_axis(Direction direction, std::size_t inputs, std::size_t outputs, std::size_t kernel,
               std::size_t stride, std::size_t dilation, std::size_t padding) {
  if (direction == Direction::forward)
    return {inputs, outputs, kernel, stride, 1, dilation, std::ptrdiff_t(padding), 1};
  // Pixel i was seen by output (i + padding - r dilation) / stride, with r = kernel - 1 - t.
  return {outputs,
          inputs,
          kernel,
          1,
          stride,
          dilation,
          std::ptrdiff_t((kernel - 1) * dilation) - std::ptrdiff_t(padding),
          stride / std::gcd(stride, dilation)};
}

}  // namespace

Run run_from(const Axis& axis, std::size_t first, std::size_t end) {
  const auto scale = std::ptrdiff_t(axis.tap_scale), extent = std::ptrdiff_t(axis.read);
  // Find the first tap that looks at a pixel.
  std::size_t tap = 0;
  while (tap < axis.taps && (scaled_position(axis, first, tap) < 0 ||
                             scaled_position(axis, first, tap) % scale != 0))
    ++tap;
  const std::ptrdiff_t position = scaled_position(axis, first, tap) / scale;
  if (tap == axis.taps || position >= extent) return {first, 1, 0, 0, 0};

  // Count the taps until the kernel or the image ends.
  const auto step = std::ptrdiff_t(axis.tap_step * axis.dilation / axis.tap_scale);
  const std::size_t taps = std::min((axis.taps - 1 - tap) / axis.tap_step,
                                    std::size_t((extent - 1 - position) / step)) +
                           1;

  // Go on until the last tap leaves the image, or the one before the first enters it.
  const auto move = std::ptrdiff_t(axis.position_scale);
  const std::ptrdiff_t last = position + std::ptrdiff_t(taps - 1) * step;
  std::size_t count = std::min(ceil_divide(end - first, axis.tap_scale),
                               std::size_t((extent - 1 - last) / move) + 1);
  if (tap >= axis.tap_step)
    count = std::min(count, ceil_divide(std::size_t(step - position), axis.position_scale));
  return {first, count, tap, taps, std::size_t(position)};
}

Range read_range(const Axis& axis, Range written) {
  const std::ptrdiff_t first =
      std::ptrdiff_t(written.begin * axis.position_scale) - axis.padding;
  const std::ptrdiff_t last = std::ptrdiff_t((written.end - 1) * axis.position_scale +
                                             (axis.taps - 1) * axis.dilation) -
                              axis.padding;
  const auto extent = std::ptrdiff_t(axis.read);
  const std::ptrdiff_t begin =
      std::clamp<std::ptrdiff_t>(-floor_divide(-first, axis.tap_scale), 0, extent);
  return {std::size_t(begin), std::size_t(std::clamp<std::ptrdiff_t>(
                                  floor_divide(last, axis.tap_scale) + 1, begin, extent))};
}

Layer make_layer(const Geometry& g, Direction direction) {
  check(g);
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups,
                    taps = g.kernel_height * g.kernel_width;
  const bool back = direction == Direction::backward_data;
  return {g.groups,
          back ? K : C,
          back ? C : K,
          make_axis(direction, g.height, output_height(g), g.kernel_height, g.stride_height,
                    g.dilation_height, g.padding_top),
          make_axis(direction, g.width, output_width(g), g.kernel_width, g.stride_width,
                    g.dilation_width, g.padding_left),
          back ? taps : C * taps,
          back ? C * taps : taps,
          back};
}

}  // namespace dln::conv::direct
