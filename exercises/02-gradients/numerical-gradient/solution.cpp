#include <armadillo>
#include <functional>

arma::vec numerical_gradient(const std::function<double(const arma::vec&)>& f, arma::vec x,
                             double h) {
  arma::vec gradient(x.n_elem);
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    const double old = x(i);
    x(i) = old + h;
    const double above = f(x);
    x(i) = old - h;
    const double below = f(x);
    x(i) = old;
    gradient(i) = (above - below) / (2 * h);
  }
  return gradient;
}
