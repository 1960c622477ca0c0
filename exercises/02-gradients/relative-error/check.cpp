#include "checking/checking.hpp"

void check(double relative_error(double, double)) {
  const auto error = exercise::question("relative_error(a, n)", relative_error);
  error(1000, 999).is(1e-3);
  error(-4, -2).is(0.5);
  error(-1, 4).is(1.25);
  error(3, -3).is(2);
  error(1e-9, 0).is(1);
  error(0, 2e-9).is(1);
  error(0, 0).is(0);
}
