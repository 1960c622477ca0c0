#include <armadillo>

// Learns a few examples by heart, with a linear classifier and the softmax loss: the first
// thing to try in any project.
//   x is D x N, an example a column; correct has N classes; w is D x C, the weights to begin
//   with.
// Take `steps` steps of gradient descent, each with all examples: the gradient is that of the
// mean loss.
arma::mat learn(arma::mat w, const arma::mat& x, const arma::uvec& correct, int steps,
                double rate) {
  // Your code here.
  return w;
}
