#include "checking/checking.hpp"

void check(arma::mat adam_step(const arma::vec&, const arma::vec&, const arma::vec&,
                               const arma::vec&, double, int)) {
  const auto step = exercise::question("adam_step(w, m, v, dw, rate, t)", adam_step);
  const auto expected = [](double w, double m, double v, double dw, double rate, int t) {
    const double mean = 0.9 * m + 0.1 * dw, square = 0.999 * v + 0.001 * dw * dw;
    const double length =
        mean / (1 - std::pow(0.9, t)) / (std::sqrt(square / (1 - std::pow(0.999, t))) + 1e-8);
    return arma::mat(arma::rowvec{w - rate * length, mean, square});
  };
  step(arma::vec{1}, arma::vec{0}, arma::vec{0}, arma::vec{5}, 0.1, 1)
      .is(expected(1, 0, 0, 5, 0.1, 1));
  step(arma::vec{1}, arma::vec{2}, arma::vec{3}, arma::vec{-4}, 0.5, 3)
      .is(expected(1, 2, 3, -4, 0.5, 3));
  step(arma::vec{2}, arma::vec{0}, arma::vec{0}, arma::vec{1e-8}, 1, 1)
      .is(expected(2, 0, 0, 1e-8, 1, 1));
  step(arma::vec{1}, arma::vec{0}, arma::vec{0}, arma::vec{0}, 1, 1)
      .is(expected(1, 0, 0, 0, 1, 1));
}
