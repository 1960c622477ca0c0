#include <armadillo>

#include "inverted-dropout.cpp"

struct Network {
  arma::mat W1, W2;
};

// Trains a network of one hidden layer with your own inverted dropout behind its ReLUs,
// scores = W2ᵀ dropout(max(0, W1ᵀ x)), and the softmax loss.
//   x is D x N, an example a column, its last row all ones; correct_classes has N classes;
//   masks is M x N x steps for M hidden units: one slice of ones and zeros for each step.
// Take one step for each mask, with all examples: find dscores, the gradient of the mean
// softmax loss by the scores, go back through W2, the dropout and the ReLU, and move W1 and W2
// against their gradients, by `rate` times them.
Network train(Network network, const arma::mat& x, const arma::uvec& correct_classes,
              const arma::cube& masks, double keep, double rate) {
  // Your code here.
  return network;
}
