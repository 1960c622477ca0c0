#include "checking/checking.hpp"

void check(arma::mat clipped(const arma::mat&, double)) {
  const auto ask = exercise::question("clipped(gradients, limit)", clipped);
  const arma::mat two = {{3, 0}, {0, 4}};
  ask(two, 1).is(arma::mat(two / 5));
  ask(two, 4.5).is(arma::mat(two * 0.9));
  ask(two, 10).is(two);
  ask(arma::mat(2, 3, arma::fill::zeros), 1).is(arma::mat(2, 3, arma::fill::zeros));
  const arma::mat random = exercise::random_matrix(4, 3, 1);
  ask(random, 2).is(arma::mat(random * (2 / std::sqrt(arma::accu(arma::square(random))))));
}
