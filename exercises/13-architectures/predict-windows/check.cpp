#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/conv/geometry.hpp"

using dln::conv::square;

void check(double side, double share, const std::string& products) {
  const auto field = double(dln::conv::receptive_field({{3, 1, 1}, {3, 1, 1}, {3, 1, 1}}));
  exercise::predicted("The side that three 3 x 3 see:", side, field, 1.01,
                      fmt::format("{:.0f} x {:.0f} pixels.", field, field));
  const double three = 3 * double(dln::conv::weight_count(square(64, 64, 32, 3)));
  const double one = double(dln::conv::weight_count(square(64, 64, 32, std::size_t(field))));
  exercise::predicted(
      "The share of the weights:", share, three / one, 1.1,
      fmt::format("{:.0f} weights and {:.0f}: a share of {:.2f}.", three, one, three / one));
  const double ratio = dln::conv::multiply_adds(square(128, 128, 16, 3, 1, 1), 1) /
                       dln::conv::multiply_adds(square(64, 64, 32, 3, 1, 1), 1);
  exercise::predicted("Half the sides, twice the channels:", products,
                      {"a half", "the same", "twice as many"},
                      ratio < 0.75  ? "a half"
                      : ratio > 1.5 ? "twice as many"
                                    : "the same",
                      fmt::format("{:.2f} times as many.", ratio));
  exercise::comment("So VGG spends as much on each stage, and its weights sit at the end.");
}
