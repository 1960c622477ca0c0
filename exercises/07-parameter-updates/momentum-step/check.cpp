#include "checking/checking.hpp"

void check(arma::mat momentum_step(const arma::vec&, const arma::vec&, const arma::vec&, double,
                                   double)) {
  const auto step = exercise::question("momentum_step(w, v, dw, rate, mu)", momentum_step);
  step(arma::vec{1, 2}, arma::vec{0, 0}, arma::vec{3, -1}, 0.5, 0.9)
      .is(arma::mat{{-0.5, -1.5}, {2.5, 0.5}});
  step(arma::vec{1, 2}, arma::vec{4, -2}, arma::vec{0, 0}, 0.5, 0.25)
      .is(arma::mat{{2, 1}, {1.5, -0.5}});
  step(arma::vec{1, 2}, arma::vec{4, -2}, arma::vec{2, 6}, 0.25, 0.5)
      .is(arma::mat{{2.5, 1.5}, {-0.5, -2.5}});
}
