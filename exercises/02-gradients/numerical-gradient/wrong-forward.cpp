#include <armadillo>
#include <functional>

arma::vec numerical_gradient(const std::function<double(const arma::vec&)>& f, arma::vec x, double h) {
  arma::vec gradient(x.n_elem);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    arma::vec nudged = x;
    nudged[i] += h;
    gradient[i] = (f(nudged) - f(x)) / h;
  }
  return gradient;
}
