#include <armadillo>

#include "l2.cpp"
#include "softmax-gradient.cpp"
#include "softmax.cpp"

// A linear classifier that learns, made of your own parts: softmax, softmax_gradient and
// l2_gradient.
//   x is D x N, an example a column; correct_classes has N classes of `classes`. The weights
//   are D x C, a class a column, and the scores weightᵀ x.
// Begin with weights of 0. Take `steps` steps, each with all examples:
//   find the gradient of the mean softmax loss by the scores, from it that by the weights, x
//   times it transposed, add the gradient of the penalty, and move the weights against the sum,
//   by `rate` times it.
arma::mat train(const arma::mat& x, const arma::uvec& correct_classes, arma::uword classes,
                arma::uword steps, double rate, double strength) {
  arma::mat weight(x.n_rows, classes);
  // Your code here.
  return weight;
}
