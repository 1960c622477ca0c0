#include <armadillo>

arma::mat max_norm(arma::mat W, double limit) {
  for (arma::uword m = 0; m < W.n_cols; ++m) {
    const double length = arma::norm(W.col(m));
    if (length > limit) W.col(m) *= limit / length;
  }
  return W;
}
