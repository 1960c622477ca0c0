#include <armadillo>

arma::mat dropout_backward(const arma::mat& dy, const arma::mat& mask, double keep,
                           bool learning) {
  return learning ? arma::mat(dy % mask) : arma::mat(keep * dy);
}
