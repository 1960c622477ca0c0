#include <armadillo>

arma::mat softmax(const arma::mat& scores) {
  const arma::rowvec largest = arma::max(scores, 0);
  arma::mat p = arma::exp(scores.each_row() - largest);  // taking the same from all scores changes no ratio
  p.each_row() /= arma::sum(p, 0);
  return p;
}
