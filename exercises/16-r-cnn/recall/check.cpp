#include "checking/checking.hpp"

void check(double recall(const arma::mat&, arma::uword)) {
  const auto share = exercise::question("recall(overlaps, most)", recall);
  const arma::mat overlaps = {{0.6, 0.1, 0.0, 0.2}, {0.7, 0.2, 0.5, 0.0}, {0.1, 0.4, 0.0, 0.9}};
  share(overlaps, 2).is(0.5);
  share(overlaps, 3).is(0.75);
  share(overlaps, 1).is(0.25);
  share(overlaps, 50).is(0.75);
}
