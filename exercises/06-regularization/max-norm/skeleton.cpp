#include <armadillo>

// The weights with every neuron that is longer than `limit` shortened to it, its direction
// kept.
//   W is D x M, a neuron a column; a neuron's length is the root of the sum of its squares.
arma::mat max_norm(arma::mat W, double limit) {
  // Your code here.
  return {};
}
