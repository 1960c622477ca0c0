#include <armadillo>

arma::mat shuffled(const arma::mat& x, const arma::rowvec& labels, const arma::uvec& order) {
  return arma::join_cols(x.cols(order), labels.cols(order));
}
