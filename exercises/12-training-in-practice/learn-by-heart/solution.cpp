#include <armadillo>

arma::mat learn(arma::mat w, const arma::mat& x, const arma::uvec& correct, int steps,
                double rate) {
  for (int step = 0; step < steps; ++step) {
    arma::mat p = w.t() * x;
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword n = 0; n < x.n_cols; ++n) p(correct(n), n) -= 1;
    w -= rate * x * p.t() / double(x.n_cols);
  }
  return w;
}
