#include <armadillo>

arma::mat elastic_net_gradient(const arma::mat& w, double l1, double l2) {
  return l1 * arma::sign(w) + l2 * w;
}
