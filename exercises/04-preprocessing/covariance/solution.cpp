#include <armadillo>

arma::mat covariance(arma::mat x) {
  x.each_col() -= arma::vec(arma::mean(x, 1));
  return x * x.t() / double(x.n_cols);
}
