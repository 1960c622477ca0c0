#include <armadillo>

arma::vec weights_of(const arma::vec& shares) {
  arma::vec weights = 1 / arma::log(1.02 + shares);
  weights.elem(arma::find(shares == 0)).zeros();
  return weights / arma::dot(weights, shares);
}
