#include <armadillo>

arma::mat batch_norm(const arma::mat& x, const arma::vec& gamma, const arma::vec& beta,
                     double epsilon) {
  const arma::vec mean = arma::mean(x, 1);
  const arma::vec deviation = arma::sqrt(arma::var(x, 1, 1) + epsilon);
  arma::mat y = x.each_col() - mean;
  y.each_col() /= deviation;
  y.each_col() %= gamma;
  y.each_col() += beta;
  return y;
}
