#include "dln/vision/region_masks.hpp"

#include <cmath>

namespace dln {

namespace {

/** The first or last whole pixel of a range, inside 0 ... count. */
std::size_t inside(double place, std::size_t count) {
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(count)));
}

}  // namespace

template <typename T>
void mask_within(const Image8& mask, const Box& box, std::size_t side, T* values) {
  constexpr std::size_t samples = 3;  // in each direction of a cell
  const double cell_width = box.width() / static_cast<double>(side),
               cell_height = box.height() / static_cast<double>(side);
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column) {
      std::size_t in = 0;
      for (std::size_t i = 0; i < samples * samples; ++i) {
        // NOLINTBEGIN(bugprone-integer-division)
        const double x =
            box.x_min + cell_width * (static_cast<double>(column) +
                                      (static_cast<double>(i % samples) + 0.5) / samples);
        const double y =
            box.y_min + cell_height * (static_cast<double>(row) +
                                       (static_cast<double>(i / samples) + 0.5) / samples);
        // NOLINTEND(bugprone-integer-division)
        if (x >= 0 && y >= 0 && x < static_cast<double>(mask.width) &&
            y < static_cast<double>(mask.height))
          in += mask(static_cast<std::size_t>(x), static_cast<std::size_t>(y)) != 0 ? 1 : 0;
      }
      values[row * side + column] = 2 * in > samples * samples ? T(1) : T(0);
    }
}

template <typename T>
RunLengths pasted(const T* logits, std::size_t side, const Box& box, std::size_t height,
                  std::size_t width) {
  Image8 mask(1, height, width);
  const auto at = [&](double column, double row) {
    const double last = static_cast<double>(side) - 1;
    const double x = std::clamp(column, 0.0, last), y = std::clamp(row, 0.0, last);
    const auto left = static_cast<std::size_t>(x), top = static_cast<std::size_t>(y);
    const std::size_t right = std::min(left + 1, side - 1),
                      bottom = std::min(top + 1, side - 1);
    const double u = x - static_cast<double>(left), v = y - static_cast<double>(top);
    const auto logit = [&](std::size_t c, std::size_t r) {
      return static_cast<double>(logits[r * side + c]);
    };
    return (1 - v) * ((1 - u) * logit(left, top) + u * logit(right, top)) +
           v * ((1 - u) * logit(left, bottom) + u * logit(right, bottom));
  };
  if (box.width() > 0 && box.height() > 0)
    for (std::size_t y = inside(std::ceil(box.y_min - 0.5), height);
         y < inside(std::ceil(box.y_max - 0.5), height); ++y)
      for (std::size_t x = inside(std::ceil(box.x_min - 0.5), width);
           x < inside(std::ceil(box.x_max - 0.5), width); ++x) {
        // [Read the small mask at the middle of every pixel]
        const double column = (static_cast<double>(x) + 0.5 - box.x_min) / box.width() *
                                  static_cast<double>(side) -
                              0.5;
        const double row = (static_cast<double>(y) + 0.5 - box.y_min) / box.height() *
                               static_cast<double>(side) -
                           0.5;
        mask(x, y) = at(column, row) > 0 ? 1 : 0;
        // [Read the small mask at the middle of every pixel]
      }
  return encoded(mask);
}

template void mask_within(const Image8&, const Box&, std::size_t, float*);
template void mask_within(const Image8&, const Box&, std::size_t, double*);
template RunLengths pasted(const float*, std::size_t, const Box&, std::size_t, std::size_t);
template RunLengths pasted(const double*, std::size_t, const Box&, std::size_t, std::size_t);

}  // namespace dln
