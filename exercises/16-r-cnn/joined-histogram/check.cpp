#include "checking/checking.hpp"

void check(arma::vec joined(const arma::vec&, double, const arma::vec&, double)) {
  const auto both = exercise::question("joined(a, size_a, b, size_b)", joined);
  both(arma::vec{1, 0, 0}, 30, arma::vec{0, 0.5, 0.5}, 10).is(arma::vec{0.75, 0.125, 0.125});
  both(arma::vec{0.2, 0.8}, 5, arma::vec{0.7, 0.3}, 20).is(arma::vec{0.6, 0.4});
}
