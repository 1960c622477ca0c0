#include <armadillo>

#include "standardize.cpp"

arma::uvec classify(const arma::mat& train, const arma::uvec& correct_classes,
                    arma::uword classes, const arma::mat& x) {
  const arma::mat t = standardize(train, train), z = standardize(train, x);
  arma::mat distances(classes, x.n_cols);
  for (arma::uword c = 0; c < classes; ++c) {
    const arma::vec mean = arma::mean(t.cols(arma::find(correct_classes == c)), 1);
    for (arma::uword m = 0; m < x.n_cols; ++m) distances(c, m) = arma::norm(z.col(m) - mean);
  }
  return arma::index_min(distances, 0).t();
}
