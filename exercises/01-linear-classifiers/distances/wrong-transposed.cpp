#include <armadillo>

arma::mat squared_distances(const arma::mat& train, const arma::mat& test) {
  arma::mat distances = -2 * test.t() * train;
  distances.each_col() += arma::sum(arma::square(test), 0).t();
  distances.each_row() += arma::sum(arma::square(train), 0);
  return distances;
}
