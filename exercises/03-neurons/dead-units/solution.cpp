#include <armadillo>

double dead_share(const arma::mat& x, const arma::mat& W, const arma::vec& b) {
  arma::mat h = W.t() * x;
  h.each_col() += b;
  return arma::mean(arma::conv_to<arma::vec>::from(arma::max(h, 1) <= 0));
}
