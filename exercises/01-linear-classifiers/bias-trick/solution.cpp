#include <armadillo>

arma::mat fold(const arma::mat& weight, const arma::vec& bias) {
  return arma::join_cols(weight, bias.t());
}

arma::mat with_one(const arma::mat& x) {
  return arma::join_cols(x, arma::mat(1, x.n_cols, arma::fill::ones));
}
