#include "dln/vision/region.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

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
