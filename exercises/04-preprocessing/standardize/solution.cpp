#include <armadillo>

arma::mat standardize(const arma::mat& train, arma::mat x) {
  const arma::vec mean = arma::mean(train, 1);
  arma::vec deviation = arma::stddev(train, 1, 1);
  deviation.replace(0, 1);
  x.each_col() -= mean;
  x.each_col() /= deviation;
  return x;
}
