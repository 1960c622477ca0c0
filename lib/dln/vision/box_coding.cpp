#include "dln/vision/box_coding.hpp"

#include "dln/core/error.hpp"

namespace dln {
namespace {

void require_area(const std::string& thing, const Box& box) {
  if (!(box.width() > 0 && box.height() > 0))
    throw Error(thing, "a box with an area", to_string(box));
}

}  // namespace

BoxOffsets encoded(const Box& box, const Box& reference, const BoxCoding& coding) {
  require_area("encoded: box", box);
  require_area("encoded: reference", reference);
  // Tell a box by its offsets from a reference.
  const auto& w = coding.weights;
  return {w[0] * (box.x_center() - reference.x_center()) / reference.width(),
          w[1] * (box.y_center() - reference.y_center()) / reference.height(),
          w[2] * std::log(box.width() / reference.width()),
          w[3] * std::log(box.height() / reference.height())};
}

Box decoded(const BoxOffsets& offsets, const Box& reference, const BoxCoding& coding) {
  // Move and stretch a reference by offsets.
  const auto& w = coding.weights;
  const double x = reference.x_center() + offsets[0] / w[0] * reference.width();
  const double y = reference.y_center() + offsets[1] / w[1] * reference.height();
  const double width =
      reference.width() * std::exp(std::min(offsets[2] / w[2], coding.max_log));
  const double height =
      reference.height() * std::exp(std::min(offsets[3] / w[3], coding.max_log));
  return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

}  // namespace dln
