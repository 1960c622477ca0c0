#include "checking/checking.hpp"

void check(arma::mat dropout(const arma::mat&, const arma::mat&, double)) {
  const auto asked = exercise::question("dropout(y, mask, keep)", dropout);
  asked({{1, 2}, {3, 4}}, {{1, 0}, {0, 1}}, 0.8).is(arma::mat{{1.25, 0}, {0, 5}});
  asked({{6, -3, 9}}, {{0, 1, 1}}, 0.3).is(arma::mat{{0, -10, 30}});
}
