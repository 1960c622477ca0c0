#include <fmt/format.h>

#include "checking/checking.hpp"

struct Layer {
  int channels = 64, filters = 64, side = 56, stride = 1;
};

double weights(const Layer& layer) { return 9.0 * layer.channels * layer.filters; }

// Counted one by one, as a program would do them.
double multiply_adds(const Layer& layer) {
  double count = 0;
  for (int row = 0; row + 3 <= layer.side + 2; row += layer.stride)
    for (int column = 0; column + 3 <= layer.side + 2; column += layer.stride)
      count += weights(layer);
  return count;
}

void check(double weights_of_larger_picture, double work_of_larger_picture,
           double weights_of_more_channels, double work_of_stride) {
  const auto ask = [](const std::string& what, double predicted, double before, double after) {
    exercise::predicted(what, predicted, after / before, 1.05,
                        fmt::format("{:.0f} before, {:.0f} after.", before, after));
  };
  const Layer layer, larger{.side = 112}, deeper{.channels = 128, .filters = 128},
      strided{.stride = 2};
  ask("Weights, for a picture of 112 x 112, times as many:", weights_of_larger_picture,
      weights(layer), weights(larger));
  ask("Multiply-adds, for a picture of 112 x 112, times as many:", work_of_larger_picture,
      multiply_adds(layer), multiply_adds(larger));
  ask("Weights, for 128 channels and filters, times as many:", weights_of_more_channels,
      weights(layer), weights(deeper));
  ask("Multiply-adds, with stride 2, times as many:", work_of_stride, multiply_adds(layer),
      multiply_adds(strided));
  exercise::comment(
      "That is why networks double the channels whenever they halve the picture: the work of a "
      "layer stays the same, and its weights become four times as many.");
}
