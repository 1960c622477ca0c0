#include <armadillo>
#include <functional>

// The gradient of f at x by centred differences: (f(x + h) - f(x - h)) / 2h, one number of x at
// a time.
arma::vec numerical_gradient(const std::function<double(const arma::vec&)>& f, arma::vec x,
                             double h) {
  // Your code here.
  return {};
}
