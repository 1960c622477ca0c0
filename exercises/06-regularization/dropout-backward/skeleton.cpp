#include <armadillo>

// The gradient by the input of plain dropout, which forward is x times the mask while learning,
// and keep times x in use.
//   dy, mask and the result have one shape.
arma::mat dropout_backward(const arma::mat& dy, const arma::mat& mask, double keep,
                           bool learning) {
  // Your code here.
  return {};
}
