#include <armadillo>

// The gradient, by all logits, of the mask loss of one region that holds an object of the class
// `label`: the mean, over the pixels, of the binary cross-entropy between sigmoid(logit) and
// target, for the mask of that class alone.
//   logits: a class a row, a pixel a column; target: 0 or 1 a pixel.
arma::mat mask_gradient(const arma::mat& logits, arma::uword label,
                        const arma::rowvec& target) {
  arma::mat gradient(arma::size(logits));
  // Your code here.
  return gradient;
}
