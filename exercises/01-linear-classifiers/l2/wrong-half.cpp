#include <armadillo>

double l2(const arma::mat& weight, double strength) { return strength * arma::accu(arma::square(weight)); }

arma::mat l2_gradient(const arma::mat& weight, double strength) { return 2 * strength * weight; }
