#include "dln/vision/anchors.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

void require_positive(const std::string& thing, double number) {
  if (!(number > 0)) throw Error(thing, "a number above 0", fmt::format("{}", number));
}

}  // namespace

std::vector<Box> anchors_of_a_place(const AnchorShapes& shapes) {
  if (shapes.sizes.empty() || shapes.ratios.empty())
    throw Error("anchors", "at least a size and a ratio", "none");
  std::vector<Box> anchors;
  for (const double size : shapes.sizes)
    for (const double ratio : shapes.ratios) {
      require_positive("anchors: size", size);
      require_positive("anchors: ratio", ratio);
      const double width = size / std::sqrt(ratio);
      const double height = size * std::sqrt(ratio);
      anchors.push_back({-width / 2, -height / 2, width / 2, height / 2});
    }
  return anchors;
}

std::vector<Box> anchor_grid(const AnchorShapes& shapes, std::size_t height, std::size_t width,
                             double stride) {
  require_positive("anchors: stride", stride);
  std::vector<Box> grid;
  // Put the same boxes at every place.
  for (const Box& anchor : anchors_of_a_place(shapes))
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 0; x < width; ++x) {
        const double x_center = (static_cast<double>(x) + 0.5) * stride;
        const double y_center = (static_cast<double>(y) + 0.5) * stride;
        grid.push_back({x_center + anchor.x_min, y_center + anchor.y_min,  //
                        x_center + anchor.x_max, y_center + anchor.y_max});
      }
  return grid;
}

}  // namespace dln
