#include <fmt/format.h>

#include <functional>

#include "checking/checking.hpp"

// How far twenty steps lead at a rate of 0.01, when each gradient is g.
double descent_way(double g) { return 20 * 0.01 * g; }

double momentum_way(double g) {
  double way = 0, v = 0;
  for (int step = 0; step < 20; ++step) way += v = 0.9 * v + 0.01 * g;
  return way;
}

double adagrad_way(double g) {
  double way = 0, sum = 0;
  for (int step = 0; step < 20; ++step) {
    sum += g * g;
    way += 0.01 * g / (std::sqrt(sum) + 1e-8);
  }
  return way;
}

double adam_way(double g) {
  double way = 0, m = 0, v = 0;
  for (int t = 1; t <= 20; ++t) {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    way += 0.01 * m / (1 - std::pow(0.9, t)) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
  }
  return way;
}

void check(const std::string& descent, const std::string& momentum, const std::string& adagrad,
           const std::string& adam) {
  const auto ask = [](const std::string& rule, const std::string& predicted,
                      const std::function<double(double)>& way) {
    const double factor = way(1000) / way(1);
    exercise::predicted("Twenty steps of " + rule + " lead as far as before, or", predicted,
                        {"the same", "30 times", "1000 times"},
                        factor > 300 ? "1000 times"
                        : factor > 5 ? "30 times"
                                     : "the same",
                        fmt::format("{:.3g} before, {:.3g} now.", way(1), way(1000)));
  };
  ask("gradient descent", descent, descent_way);
  ask("momentum", momentum, momentum_way);
  ask("Adagrad", adagrad, adagrad_way);
  ask("Adam", adam, adam_way);
  exercise::comment(
      "Rules that divide by the gradient's own size do not notice a factor in the loss. For "
      "the "
      "others a sum in place of a mean is another rate.");
}
