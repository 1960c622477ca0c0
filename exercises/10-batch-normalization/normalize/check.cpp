#include "checking/checking.hpp"

void check(arma::mat batch_norm(const arma::mat&, const arma::vec&, const arma::vec&, double)) {
  const auto normalized = exercise::question("batch_norm(x, gamma, beta, epsilon)", batch_norm);
  normalized(arma::mat{{2, 4, 10, 12}}, arma::vec{1}, arma::vec{0}, 8.0)
      .is(arma::mat{{-5, -3, 3, 5}} / 5.0);
  normalized(arma::mat{{0, 4}, {3, 3}}, arma::vec{3, 2}, arma::vec{10, 7}, 5.0)
      .is(arma::mat{{8, 12}, {7, 7}});
}
