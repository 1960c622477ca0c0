#include <armadillo>
#include <cmath>

arma::mat adam_step(const arma::vec& w, const arma::vec& m, const arma::vec& v,
                    const arma::vec& dw, double rate, int t) {
  const arma::vec mean = 0.9 * m + 0.1 * dw;
  const arma::vec square = 0.999 * v + 0.001 * arma::square(dw);
  const arma::vec corrected_mean = mean / (1 - std::pow(0.9, t));
  const arma::vec corrected_square = square / (1 - std::pow(0.999, t));
  return arma::join_rows(w - rate * corrected_mean / (arma::sqrt(corrected_square) + 1e-8),
                         mean, square);
}
