#include <armadillo>

struct Gradients {
  arma::mat dW1, dW2;
};

// A network of one hidden layer: h = W1ᵀ x, z = max(0, h), scores = W2ᵀ z.
//   x is D x N, an example a column; W1 is D x M, W2 is M x C, a neuron a column.
//   dscores, C x N, is the gradient of the loss by the scores.
// The gradients of the loss by W1 and W2, summed over the examples.
Gradients hidden_layer_backward(const arma::mat& x, const arma::mat& W1, const arma::mat& W2,
                                const arma::mat& dscores) {
  // Your code here.
  return {};
}
