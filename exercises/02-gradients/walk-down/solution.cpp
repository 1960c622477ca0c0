#include "numerical-gradient.cpp"

arma::vec walk_down(const std::function<double(const arma::vec&)>& f, arma::vec x, double rate,
                    int steps) {
  for (int step = 0; step < steps; ++step) x -= rate * numerical_gradient(f, x, 1e-5);
  return x;
}
