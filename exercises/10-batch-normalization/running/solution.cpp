#include <armadillo>

double next_variance(double running, const arma::vec& x, double momentum) {
  return (1 - momentum) * running + momentum * arma::var(x);
}
