#include "dln/layers/pooling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {
namespace {

struct Axis {
  const char* name;
  std::size_t window, stride, before, after;
};

std::size_t windows(const std::string& layer, const Axis& axis, std::size_t image) {
  if (axis.window == 0 || axis.stride == 0)
    throw Error(fmt::format("{}: {} of window and stride", layer, axis.name), "at least 1",
                fmt::format("{} and {}", axis.window, axis.stride));
  if (axis.before >= axis.window || axis.after >= axis.window)
    throw Error(fmt::format("{}: padding of the {}", layer, axis.name),
                fmt::format("less than {}", axis.window),
                fmt::format("{} and {}", axis.before, axis.after));
  const std::size_t padded = image + axis.before + axis.after;
  if (image == 0 || axis.window > padded)
    throw Error(
        fmt::format("{}: {} of the window", layer, axis.name),
        fmt::format("at most the padded image's {} + {}", image, axis.before + axis.after),
        std::to_string(axis.window));
  return (padded - axis.window) / axis.stride + 1;
}

}  // namespace

Pooling Pooling::square(std::size_t size, std::size_t stride, std::size_t padding) {
  return {size, size, stride, stride, padding, padding, padding, padding};
}

Shape Pooling::output_shape(const std::string& layer, const Shape& x) const {
  return {
      x.examples, x.channels,
      windows(layer, {"height", height, stride_height, padding_top, padding_bottom}, x.height),
      windows(layer, {"width", width, stride_width, padding_left, padding_right}, x.width)};
}

Patch Pooling::patch(const Shape& x, std::size_t p, std::size_t q) const {
  const std::size_t top = p * stride_height, left = q * stride_width;  // in the padded image
  return {std::max(top, padding_top) - padding_top,
          std::min(top + height - padding_top, x.height),
          std::max(left, padding_left) - padding_left,
          std::min(left + width - padding_left, x.width)};
}

WindowRange Pooling::windows_seeing(const Shape& x, std::size_t s, std::size_t windows) const {
  const std::size_t first =
      s < padding_left ? (padding_left - s + stride_width - 1) / stride_width : 0;
  const std::size_t end =
      x.width +
      padding_left;  // the column after the image's last, counted from the padding's first
  const std::size_t last =
      end > s ? std::min((end - s + stride_width - 1) / stride_width, windows) : 0;
  return {first, std::max(first, last)};
}

std::string Pooling::text() const {
  return fmt::format("{}x{}, stride {}x{}", height, width, stride_height, stride_width);
}

}  // namespace dln
