#include "numerical-gradient.cpp"

// The place after some steps of gradient descent on f, which begin at x and go against your own
// numerical_gradient, `rate` times as far. An h of 1e-5 will do.
arma::vec walk_down(const std::function<double(const arma::vec&)>& f, arma::vec x, double rate,
                    int steps) {
  // Your code here.
  return x;
}
