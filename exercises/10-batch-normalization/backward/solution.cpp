#include <armadillo>

arma::mat batch_norm_backward(const arma::mat& dy, const arma::mat& x, const arma::vec& gamma,
                              double epsilon) {
  const arma::vec deviation = arma::sqrt(arma::var(x, 1, 1) + epsilon);
  arma::mat xhat = x.each_col() - arma::vec(arma::mean(x, 1));
  xhat.each_col() /= deviation;
  arma::mat d = dy;
  d.each_col() -= arma::vec(arma::mean(dy, 1));
  d -= xhat.each_col() % arma::vec(arma::mean(dy % xhat, 1));
  d.each_col() %= gamma / deviation;
  return d;
}
