#include <armadillo>

arma::mat squared_distances(const arma::mat& train, const arma::mat& test) {
  arma::mat distances = -2 * train.t() * test;
  distances.each_col() += arma::sum(arma::square(train), 0).t();
  distances.each_row() += arma::sum(arma::square(test), 0);
  return arma::sqrt(distances);
}
