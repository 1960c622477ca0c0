#include <armadillo>

arma::mat softmax_gradient(const arma::mat& probabilities, const arma::uvec&) {
  return probabilities / probabilities.n_cols;
}
