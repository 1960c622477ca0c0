#include "checking/checking.hpp"

void check(double learning_rate(int, double, int, int)) {
  const auto rate =
      exercise::question("learning_rate(step, rate, warm_up, steps)", learning_rate);
  rate(0, 0.8, 4, 16).is(0.2);
  rate(1, 0.8, 4, 16).is(0.4);
  rate(3, 0.8, 4, 16).is(0.8);
  rate(4, 0.8, 4, 16).is(0.8);
  rate(8, 0.8, 4, 16).is(0.6);
  rate(10, 0.8, 4, 16).is(0.4);
  rate(12, 0.8, 4, 16).is(0.2);
}
