#include <armadillo>

#include "hidden-layer-backward.cpp"

struct Network {
  arma::mat W1, W2;
};

// Trains a network of one hidden layer, scores = W2ᵀ max(0, W1ᵀ x), with the softmax loss and
// your own hidden_layer_backward.
//   x is D x N, an example a column, its last row all ones (so a bias is a weight);
//   correct_classes has N classes.
// Begin with the network that is given. Take `steps` steps, each with all examples: find
// dscores, the gradient of the mean softmax loss by the scores, from it both gradients, and
// move W1 and W2 against them, by `rate` times them.
Network train(Network network, const arma::mat& x, const arma::uvec& correct_classes,
              arma::uword steps, double rate) {
  // Your code here.
  return network;
}
