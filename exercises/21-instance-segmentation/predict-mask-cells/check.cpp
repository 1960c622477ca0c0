#include <fmt/format.h>

#include "checking/checking.hpp"

double iou_of_cells(int cells) {
  const int pixels = 96, size = pixels / cells;
  const auto in = [](int x, int y) {
    const double u = x + 0.5 - 48, v = y + 0.5 - 48;
    return u * u + v * v <= 48.0 * 48 ? 1 : 0;
  };
  double both = 0, either = 0;
  for (int row = 0; row < cells; ++row)
    for (int column = 0; column < cells; ++column) {
      double area = 0;
      for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) area += in(column * size + x, row * size + y);
      const bool cell = 2 * area >= size * size;
      both += cell ? area : 0;
      either += cell ? size * size : area;
    }
  return both / either;
}

void check(double one_cell, double eight_cells, double from_eight_to_sixteen) {
  const double one = iou_of_cells(1), eight = iou_of_cells(8), sixteen = iou_of_cells(16);
  exercise::predicted("One cell:", one_cell, one, 1.05, fmt::format("an IoU of {:.3f}.", one));
  exercise::predicted("8 x 8 cells:", eight_cells, eight, 1.05,
                      fmt::format("an IoU of {:.3f}.", eight));
  exercise::predicted("From 8 x 8 to 16 x 16, what is missing becomes smaller by a factor of:",
                      from_eight_to_sixteen, (1 - eight) / (1 - sixteen), 1.5,
                      fmt::format("from {:.3f} to {:.3f}.", 1 - eight, 1 - sixteen));
  exercise::comment(
      "What is lost lies along the border, so it shrinks with the side of a cell, not with its "
      "area. Masks of 28 x 28 are usual: enough for a cat, too few for a spoke.");
}
