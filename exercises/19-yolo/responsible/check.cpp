#include "checking/checking.hpp"

void check(arma::uword responsible(const arma::vec&, const arma::vec&)) {
  const auto which = exercise::question("responsible(overlaps, distances)", responsible);
  which(arma::vec{0.2, 0.6, 0.4}, arma::vec{1, 9, 0.5}).is(arma::uword(1));
  which(arma::vec{0.7, 0.6, 0.4}, arma::vec{8, 2, 9}).is(arma::uword(0));
  which(arma::vec{0, 0, 0}, arma::vec{5, 7, 2}).is(arma::uword(2));
  which(arma::vec{0, 0.3, 0.3, 0.3}, arma::vec{1, 6, 4, 4}).is(arma::uword(2));
}
