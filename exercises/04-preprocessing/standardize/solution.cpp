#include <armadillo>

arma::mat standardize(const arma::mat& train, arma::mat x) {
  const arma::vec mean = arma::mean(train, 1);
  arma::vec deviation = arma::stddev(train, 1, 1);
  // What is no larger than rounding is 0.
  const arma::vec rounding = 1e-14 * arma::max(arma::abs(train), 1);
  deviation.elem(arma::find(deviation <= rounding)).ones();
  x.each_col() -= mean;
  x.each_col() /= deviation;
  return x;
}
