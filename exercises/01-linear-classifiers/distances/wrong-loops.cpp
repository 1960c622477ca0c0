#include <armadillo>

arma::mat squared_distances(const arma::mat& train, const arma::mat& test) {
  arma::mat distances(train.n_cols, test.n_cols);
  for (arma::uword i = 0; i < train.n_cols; ++i)
    for (arma::uword j = 0; j < test.n_cols; ++j)
      distances(i, j) = arma::accu(arma::square(train.col(i) - test.col(j)));
  return distances;
}
