#include <armadillo>
#include <functional>

arma::vec numerical_gradient(const std::function<double(const arma::vec&)>& f, arma::vec x, double h) {
  arma::vec gradient(x.n_elem);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    arma::vec above = x;
    arma::vec below = x;
    above[i] += h;
    below[i] -= h;
    gradient[i] = (f(above) - f(below)) / h;
  }
  return gradient;
}
