#include "checking/checking.hpp"

void check(int fan_in(int, int, int, int), int fan_out(int, int, int, int)) {
  const auto in = exercise::question("fan_in(channels, filters, kernel, groups)", fan_in);
  const auto out = exercise::question("fan_out(channels, filters, kernel, groups)", fan_out);
  in(784, 10, 1, 1).is(784);
  out(784, 10, 1, 1).is(10);
  in(3, 64, 7, 1).is(147);
  out(3, 64, 7, 1).is(3136);
  in(12, 8, 3, 4).is(27);
  out(12, 8, 3, 4).is(18);
}
