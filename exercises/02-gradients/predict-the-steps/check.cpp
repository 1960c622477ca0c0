#include <fmt/format.h>

#include "checking/checking.hpp"

double loss_after(double rate, int steps) {
  double w = 3;
  for (int step = 0; step < steps; ++step) w -= rate * 2 * (w - 4);
  return (w - 4) * (w - 4);
}

void check(const std::string& small, const std::string& middle, const std::string& large) {
  const auto ask = [](double rate, const std::string& predicted) {
    const double before = loss_after(rate, 0), after = loss_after(rate, 20);
    exercise::predicted(
        fmt::format("The loss after twenty steps with rate {}:", rate), predicted,
        {"falls", "stays", "grows"},
        after > 1.01 * before   ? "grows"
        : after < 0.99 * before ? "falls"
                                : "stays",
        fmt::format("a loss of {:.3g} before, {:.3g} after one step, {:.3g} after twenty.",
                    before, loss_after(rate, 1), after));
  };
  ask(0.9, small);
  ask(1, middle);
  ask(1.1, large);
  exercise::comment(
      "On a parabola every step multiplies the distance to the valley by 1 - rate times the "
      "curvature, here 2. Falling needs a factor between -1 and 1: the rate must stay below 2 "
      "over the curvature, and of all directions in which a loss is curved, the steepest one "
      "decides.");
}
