#include <algorithm>

#include "checking/checking.hpp"

void check(arma::vec gradient(double, double, double)) {
  const auto asked = exercise::question("gradient(a, b, c)", gradient);
  const auto by_rule = [](double a, double b, double c) {
    const auto y = [](double u, double v, double w) { return (u * v + std::max(v, w)) * w; };
    const double h =
        1e-6;  // y is a polynomial of small degree here: centred differences are nearly exact
    const arma::vec numerical = {(y(a + h, b, c) - y(a - h, b, c)) / (2 * h),
                                 (y(a, b + h, c) - y(a, b - h, c)) / (2 * h),
                                 (y(a, b, c + h) - y(a, b, c - h)) / (2 * h)};
    return arma::vec(arma::round(numerical * 1e4) / 1e4);
  };
  for (const auto& [a, b, c] : std::vector<std::array<double, 3>>{
           {2, 5, 3}, {2, 3, 5}, {-1.5, 0.5, -2}, {0.5, -4, 1.5}, {3, 1, -0.5}})
    asked(a, b, c).is(by_rule(a, b, c));
}
