#include <armadillo>

arma::mat softmax(const arma::mat& scores) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::sum(p, 0);
  return p;
}
