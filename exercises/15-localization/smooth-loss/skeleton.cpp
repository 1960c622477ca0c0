#include <armadillo>

// The smooth L1 loss of differences d, summed: d^2 / (2 beta) where |d| < beta, |d| - beta / 2
// beyond.
double smooth_l1(const arma::vec& d, double beta) {
  // Your code here.
  return 0;
}

// Its gradient by d.
arma::vec smooth_l1_gradient(const arma::vec& d, double beta) {
  // Your code here.
  return arma::zeros(d.n_elem);
}
