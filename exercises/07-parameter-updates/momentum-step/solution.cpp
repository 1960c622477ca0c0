#include <armadillo>

arma::mat momentum_step(const arma::vec& w, const arma::vec& v, const arma::vec& dw,
                        double rate, double mu) {
  const arma::vec velocity = mu * v - rate * dw;
  return arma::join_rows(w + velocity, velocity);
}
