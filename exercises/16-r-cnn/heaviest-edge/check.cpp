#include "checking/checking.hpp"

void check(double heaviest(double, double, double, double, double)) {
  const auto bound =
      exercise::question("heaviest(internal_a, pixels_a, internal_b, pixels_b, k)", heaviest);
  bound(1, 5, 4, 20, 10).is(3.0);
  bound(4, 20, 1, 5, 10).is(3.0);
  bound(6, 3, 2, 40, 12).is(2.3);
  bound(0, 1, 0, 1, 7).is(7.0);
}
