#include <armadillo>

arma::mat dropout(const arma::mat& y, const arma::mat& mask, double keep) {
  return y % mask / keep;
}
