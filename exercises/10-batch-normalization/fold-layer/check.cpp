#include "checking/checking.hpp"

void check(arma::mat folded_weight(const arma::mat&, const arma::vec&, const arma::vec&,
                                   double),
           arma::vec folded_bias(const arma::vec&, const arma::vec&, const arma::vec&,
                                 const arma::vec&, const arma::vec&, double)) {
  const auto weight =
      exercise::question("folded_weight(W, gamma, variance, epsilon)", folded_weight);
  const auto bias =
      exercise::question("folded_bias(b, gamma, beta, mean, variance, epsilon)", folded_bias);
  weight(arma::mat{{1, 2}, {3, 4}}, arma::vec{2, 3}, arma::vec{15, 8}, 1.0)
      .is(arma::mat{{0.5, 2}, {1.5, 4}});
  bias(arma::vec{5, 1}, arma::vec{2, 3}, arma::vec{7, -1}, arma::vec{1, 2}, arma::vec{15, 8},
       1.0)
      .is(arma::vec{9, -2});
}
