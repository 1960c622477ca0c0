#include <armadillo>

arma::mat sigmoid_backward(const arma::mat& x, const arma::mat& dy) {
  const arma::mat y = 1 / (1 + arma::exp(-x));
  return dy % y % (1 - y);
}
