#include "checking/checking.hpp"

void check(arma::vec run_lengths(const arma::vec&)) {
  const auto runs = exercise::question("run_lengths(row)", run_lengths);
  runs({0, 0, 1, 1, 1, 0}).is(arma::vec{2, 3, 1});
  runs({1, 1, 0}).is(arma::vec{0, 2, 1});
  runs({0, 0, 0}).is(arma::vec{3.0});
  runs({1, 0, 1, 1}).is(arma::vec{0, 1, 1, 2});
  runs(arma::vec()).is(arma::vec{0.0});
}
