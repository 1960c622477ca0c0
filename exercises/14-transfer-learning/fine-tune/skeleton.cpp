#include <armadillo>
#include <utility>

// The gradient of the mean softmax loss by scores (C x N, an example a column).
arma::mat loss_gradient(const arma::mat& scores, const arma::uvec& correct_classes) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::rowvec(arma::sum(p, 0));
  for (arma::uword i = 0; i < p.n_cols; ++i) p(correct_classes(i), i) -= 1;
  return p / double(p.n_cols);
}

// Fine-tunes scores = headᵀ relu(bodyᵀ x) and returns body and head.
//   x is D x N, body D x H, head H x C. Take `steps` steps of gradient descent with all
//   examples; the head learns with `rate`, the body with `rate` times `factor`. Both gradients
//   belong to the weights before the step.
std::pair<arma::mat, arma::mat> fine_tune(arma::mat body, arma::mat head, const arma::mat& x,
                                          const arma::uvec& correct_classes, arma::uword steps,
                                          double rate, double factor) {
  // Your code here.
  return {body, head};
}
