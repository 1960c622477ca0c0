#include <armadillo>

arma::mat softmax_gradient(const arma::mat& probabilities, const arma::uvec& correct_classes) {
  arma::mat gradient = probabilities;
  for (arma::uword i = 0; i < correct_classes.n_elem; ++i) gradient(correct_classes(i), i) -= 1;
  return gradient / probabilities.n_cols;
}
