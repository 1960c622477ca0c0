#include <armadillo>
#include <vector>

// The gradient of the mean softmax loss by scores (C x N, an example a column).
arma::mat loss_gradient(const arma::mat& scores, const arma::uvec& correct_classes) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::rowvec(arma::sum(p, 0));
  for (arma::uword i = 0; i < p.n_cols; ++i) p(correct_classes(i), i) -= 1;
  return p / double(p.n_cols);
}

// Trains a deep residual network and returns its weights.
//   Each matrix but the last is a block of D x D: y = x + relu(weightᵀ x). The last one is D x
//   C: scores = weightᵀ x. x is D x N. Take `steps` steps of gradient descent with all
//   examples: all gradients belong to the weights before the step.
std::vector<arma::mat> train(std::vector<arma::mat> weights, const arma::mat& x,
                             const arma::uvec& correct_classes, arma::uword steps,
                             double rate) {
  // Your code here.
  return weights;
}
