#include <armadillo>

arma::mat whiten(const arma::mat& x, const arma::mat& U, const arma::vec& S, double epsilon) {
  arma::mat z = U.t() * x;
  z.each_col() /= arma::vec(arma::sqrt(S + epsilon));
  return z;
}
