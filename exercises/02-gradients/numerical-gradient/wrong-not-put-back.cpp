#include <armadillo>
#include <functional>

arma::vec numerical_gradient(const std::function<double(const arma::vec&)>& f, arma::vec x, double h) {
  arma::vec gradient(x.n_elem);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    x[i] += h;
    const double above = f(x);
    x[i] -= 2 * h;
    gradient[i] = (above - f(x)) / (2 * h);
  }
  return gradient;
}
