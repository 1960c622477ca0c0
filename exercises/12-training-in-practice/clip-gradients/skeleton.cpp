#include <armadillo>

// Limits the norm of a gradient by all parameters together. Each column holds the gradient of
// one parameter; the norm is that of all numbers in all columns. Where it is above `limit`, all
// are shortened by the same factor, so that the direction stays and the norm becomes `limit`.
// Where it is not, nothing changes.
arma::mat clipped(const arma::mat& gradients, double limit) {
  // Your code here.
  return {};
}
