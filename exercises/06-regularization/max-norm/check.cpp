#include "checking/checking.hpp"

void check(arma::mat max_norm(arma::mat, double)) {
  const auto asked = exercise::question("max_norm(W, limit)", max_norm);
  asked({{3, 0.6, 0}, {4, 0.8, -10}}, 2).is(arma::mat{{1.2, 0.6, 0}, {1.6, 0.8, -2}});
  asked({{1.5, 2.4}, {1.5, 3.2}}, 2.5).is(arma::mat{{1.5, 1.5}, {1.5, 2}});
}
