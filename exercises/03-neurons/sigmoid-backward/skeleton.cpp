#include <armadillo>

// The gradient of the loss by the input of a sigmoid, y = 1 / (1 + exp(-x)), number by number.
//   x is the input, dy the gradient of the loss by the output, of the same shape; so is the
//   result.
arma::mat sigmoid_backward(const arma::mat& x, const arma::mat& dy) {
  // Your code here.
  return {};
}
