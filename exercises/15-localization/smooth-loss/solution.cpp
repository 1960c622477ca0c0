#include <armadillo>

double smooth_l1(const arma::vec& d, double beta) {
  double loss = 0;
  for (const double size : arma::vec(arma::abs(d)))
    loss += size < beta ? size * size / (2 * beta) : size - beta / 2;
  return loss;
}

arma::vec smooth_l1_gradient(const arma::vec& d, double beta) {
  return arma::clamp(d / beta, -1, 1);
}
