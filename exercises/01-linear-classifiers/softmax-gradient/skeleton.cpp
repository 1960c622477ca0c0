#include <armadillo>

// The gradient, by the scores, of the mean softmax loss of a batch.
//   probabilities is C x N, one example a column, already computed by softmax; correct_classes
//   has N classes.
// The result is C x N.
arma::mat softmax_gradient(const arma::mat& probabilities, const arma::uvec& correct_classes) {
  // Your code here.
  return arma::mat(arma::size(probabilities));
}
