#include <fmt/format.h>

#include <functional>

#include "checking/checking.hpp"

double doubled_ten_times(double x) {
  for (int gate = 0; gate < 10; ++gate) x = x + x;
  return x;
}

void check(const std::string& square, const std::string& doubled, const std::string& beaten) {
  const auto ask = [](const std::string& graph, const std::string& predicted,
                      const std::vector<std::string>& choices,
                      const std::function<double(double)>& y, double x) {
    const double h = 1e-4, slope = (y(x + h) - y(x - h)) / (2 * h);
    exercise::predicted(fmt::format("dy/dx of {} at x = {}:", graph, x), predicted, choices,
                        fmt::format("{:.0f}", std::abs(slope)),
                        fmt::format("y is {:.6g} at {:.6g} and {:.6g} at {:.6g}.", y(x - h),
                                    x - h, y(x + h), x + h));
  };
  ask(
      "x * x", square, {"3", "6", "9"}, [](double x) { return x * x; }, 3);
  ask("ten doublings", doubled, {"2", "20", "1024"}, doubled_ten_times, 1);
  ask(
      "max(x * x, 8)", beaten, {"0", "4", "8"}, [](double x) { return std::max(x * x, 8.0); },
      2);
  exercise::comment(
      "An input that is used twice is given two gradients, and they add up; behind one another "
      "they multiply. The max gate hands everything to who won.");
}
