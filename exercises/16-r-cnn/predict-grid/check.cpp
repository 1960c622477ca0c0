#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/box.hpp"

// The best IoU of windows of side 1, half a side apart, with a square object.
double best(double x, double y, double side) {
  double found = 0;
  for (double left = 0; left < 6; left += 0.5)
    for (double top = 0; top < 6; top += 0.5)
      found =
          std::max(found, dln::iou({left, top, left + 1, top + 1}, {x, y, x + side, y + side}));
  return found;
}

void check(const std::string& in_a_row, const std::string& between_four,
           const std::string& larger) {
  const double row = best(2.25, 2, 1), four = best(2.25, 2.25, 1), large = best(2, 2, 2);
  exercise::predicted("Between two windows of a row:", in_a_row, {"1/2", "3/5", "3/4"},
                      row < 0.55   ? "1/2"
                      : row < 0.67 ? "3/5"
                                   : "3/4",
                      fmt::format("the IoU is {:.3f}.", row));
  exercise::predicted("Between four windows it is:", between_four,
                      {"at least 0.5", "below 0.5"}, four >= 0.5 ? "at least 0.5" : "below 0.5",
                      fmt::format("the best of the four has {:.3f}.", four));
  exercise::predicted("For an object twice as wide and high:", larger, {"1/2", "1/4", "1/8"},
                      large > 0.4   ? "1/2"
                      : large > 0.2 ? "1/4"
                                    : "1/8",
                      fmt::format("the IoU is {:.3f}.", large));
  exercise::comment(
      "So a grid needs steps of a third of its windows, and several sizes of windows: that is "
      "where its many boxes go.");
}
