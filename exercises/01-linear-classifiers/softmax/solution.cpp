#include <armadillo>

arma::mat softmax(const arma::mat& scores) {
  const arma::rowvec largest = arma::max(scores, 0);
  // Taking the same from all scores changes no ratio.
  arma::mat p = arma::exp(scores.each_row() - largest);
  p.each_row() /= arma::sum(p, 0);
  return p;
}
