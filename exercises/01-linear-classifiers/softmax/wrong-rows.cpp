#include <armadillo>

arma::mat softmax(const arma::mat& scores) {
  arma::mat p = arma::exp(scores - scores.max());
  p.each_col() /= arma::sum(p, 1);
  return p;
}
