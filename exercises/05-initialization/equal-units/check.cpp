#include "checking/checking.hpp"

void check(int different_units(const arma::mat&)) {
  const auto units = exercise::question("different_units(W)", different_units);
  units({{1, 1, 1}, {2, 2, 2}}).is(1);
  units({{1, 3, 1, 1, 3}, {2, 2, 2, 4, 2}}).is(3);
  units({{0, 0, 5, 0}, {0, 7, 0, 7}, {0, 0, 0, 0}}).is(3);
  units({{0, 1e-9}, {2, 2}}).is(2);
  units({{1, 2, 3, 4}, {5, 6, 7, 8}}).is(4);
}
