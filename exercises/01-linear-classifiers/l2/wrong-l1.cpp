#include <armadillo>

double l2(const arma::mat& weight, double strength) { return strength * arma::accu(arma::abs(weight)); }

arma::mat l2_gradient(const arma::mat& weight, double strength) { return strength * arma::sign(weight); }
