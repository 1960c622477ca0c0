#include "checking/checking.hpp"

void check(double next_variance(double, const arma::vec&, double)) {
  const auto next = exercise::question("next_variance(running, x, momentum)", next_variance);
  next(4.0, arma::vec{1, 7, 7, 9}, 0.25).is(6.0);
  next(1.0, arma::vec{-3, 3}, 0.1).is(2.7);
}
