#include "dln/vision/box.hpp"

#include <fmt/format.h>

namespace dln {

double iou(const Box& a, const Box& b) {
  // [Divide what two boxes share by what they cover]
  const double common = intersection(a, b).area();
  const double covered = a.area() + b.area() - common;
  return covered > 0 ? common / covered : 0;
  // [Divide what two boxes share by what they cover]
}

double generalized_iou(const Box& a, const Box& b) {
  const double around = hull(a, b).area();
  const double covered = a.area() + b.area() - intersection(a, b).area();
  return around > 0 ? iou(a, b) - (around - covered) / around : 0;
}

arma::mat overlaps(std::span<const Box> a, std::span<const Box> b) {
  arma::mat result(a.size(), b.size());
  for (std::size_t j = 0; j < b.size(); ++j)
    for (std::size_t i = 0; i < a.size(); ++i) result(i, j) = iou(a[i], b[j]);
  return result;
}

Box clipped(const Box& box, double width, double height) {
  return {std::clamp(box.x_min, 0.0, width), std::clamp(box.y_min, 0.0, height),
          std::clamp(box.x_max, 0.0, width), std::clamp(box.y_max, 0.0, height)};
}

Box scaled(const Box& box, double x_factor, double y_factor) {
  return {box.x_min * x_factor, box.y_min * y_factor, box.x_max * x_factor,
          box.y_max * y_factor};
}

std::string to_string(const Box& box) {
  return fmt::format("({}, {}) to ({}, {})", box.x_min, box.y_min, box.x_max, box.y_max);
}

}  // namespace dln
