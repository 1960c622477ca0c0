#include "checking/checking.hpp"

void check(arma::vec weights_of(const arma::vec&)) {
  const auto weights = exercise::question("weights_of(shares)", weights_of);
  const auto expected = [](const arma::vec& shares) {
    arma::vec w(shares.n_elem);
    double mean = 0;
    for (arma::uword c = 0; c < shares.n_elem; ++c) {
      w(c) = shares(c) > 0 ? 1 / std::log(1.02 + shares(c)) : 0;
      mean += shares(c) * w(c);
    }
    return arma::vec(w / mean);
  };
  for (const arma::vec& shares :
       {arma::vec{0.5, 0.5}, arma::vec{0.9, 0.08, 0.02}, arma::vec{0.7, 0.3, 0}})
    weights(shares).is(expected(shares));
}
