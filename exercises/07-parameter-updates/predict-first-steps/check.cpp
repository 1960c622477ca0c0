#include <fmt/format.h>

#include "checking/checking.hpp"

double first_step(bool correction) {
  const double m = 0.1 * 2, v = 0.001 * 4;
  return correction ? (m / 0.1) / std::sqrt(v / 0.001) : m / std::sqrt(v);
}

double growth_of_momentum() {
  double v = 0;
  for (int step = 0; step < 200; ++step) v = 0.9 * v + 2;
  return v / 2;
}

void check(double corrected, double uncorrected, const std::string& momentum) {
  exercise::predicted("The length of Adam's first step, with the correction:", corrected,
                      first_step(true), 1.2,
                      fmt::format("a step of {:.2f}.", first_step(true)));
  exercise::predicted("The length of Adam's first step, without:", uncorrected,
                      first_step(false), 1.3,
                      fmt::format("a step of {:.2f}.", first_step(false)));
  const double growth = growth_of_momentum();
  exercise::predicted("With momentum 0.9, steps become longer by a factor of", momentum,
                      {"about 2", "about 10", "about 100"},
                      growth > 30  ? "about 100"
                      : growth < 5 ? "about 2"
                                   : "about 10",
                      fmt::format("a factor of {:.1f}.", growth));
  exercise::comment(
      "The root makes a thousandth a thirtieth, so that the smaller mean is the square's: too "
      "long a step.");
}
