#include <armadillo>

double l2(const arma::mat& weight, double strength) {
  return strength / 2 * arma::accu(arma::square(weight));
}

arma::mat l2_gradient(const arma::mat& weight, double strength) { return strength * weight; }
