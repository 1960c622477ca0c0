#include <armadillo>

// The L2 penalty, strength / 2 times the sum of all squared weights.
double l2(const arma::mat& weight, double strength) {
  // Your code here.
  return 0;
}

// Its gradient by the weights.
arma::mat l2_gradient(const arma::mat& weight, double strength) {
  // Your code here.
  return arma::mat(arma::size(weight));
}
