#include "dln/vision/region.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

std::vector<CellRange> cells_along(double low, double high, double stride, std::size_t count,
                                   std::size_t places) {
  // [Round a region to whole places and divide them among cells]
  const double first = std::round(low / stride);
  const double size = std::max(1.0, std::round(high / stride) - first);
  const auto inside = [&](double place) {
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(places)));
  };
  std::vector<CellRange> ranges;
  for (std::size_t cell = 0; cell < count; ++cell) {
    const double begin =
        std::floor(static_cast<double>(cell) * size / static_cast<double>(count));
    const double end =
        std::ceil(static_cast<double>(cell + 1) * size / static_cast<double>(count));
    ranges.push_back({inside(first + begin), inside(first + end)});
  }
  // [Round a region to whole places and divide them among cells]
  return ranges;
}

Shape RegionGrid::output_shape(const std::string& layer, const std::vector<Region>& regions,
                               const Shape& features) const {
  if (height == 0 || width == 0)
    throw Error(layer, "a grid of cells", fmt::format("{}x{}", height, width));
  if (!(stride > 0)) throw Error(layer, "a stride above 0", fmt::format("{}", stride));
  for (const auto& [image, box] : regions) {
    if (image >= features.examples)
      throw Error(layer, fmt::format("regions of {} images", features.examples),
                  fmt::format("one of image {}", image));
    const double sum = box.x_min + box.y_min + box.x_max + box.y_max;
    if (!std::isfinite(sum)) throw Error(layer, "a box of numbers", to_string(box));
  }
  return {regions.size(), features.channels, height, width};
}

}  // namespace dln
