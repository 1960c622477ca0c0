#include <armadillo>

// The share, 0 to 1, of a layer's ReLUs that speak for none of the examples.
//   x is D x N, an example a column; W is D x M, a neuron a column; b has M biases.
double dead_share(const arma::mat& x, const arma::mat& W, const arma::vec& b) {
  // Your code here.
  return -1;
}
