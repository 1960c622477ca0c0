#include "checking/checking.hpp"

void check(arma::mat scores(const arma::vec&, const arma::vec&)) {
  const auto told = exercise::question("scores(confidences, classes)", scores);
  told(arma::vec{0.5, 0.8}, arma::vec{0.9, 0.1, 0.4})
      .is(arma::mat{{0.45, 0.05, 0.2}, {0.72, 0.08, 0.32}});
  told(arma::vec{-0.5, 0.6}, arma::vec{-0.4, 0.7, 1.5})
      .is(arma::mat{{0, 0, 0}, {0, 0.42, 0.9}});
}
