#include "checking/checking.hpp"

void check(arma::vec4 to_shares(const arma::vec4&, double, double),
           arma::vec4 from_shares(const arma::vec4&, double, double)) {
  const auto there = exercise::question("to_shares(box, width, height)", to_shares);
  const auto back = exercise::question("from_shares(shares, width, height)", from_shares);
  there({20, 10, 60, 40}, 200, 100).is(arma::vec{0.2, 0.25, 0.2, 0.3});
  there({0, 0, 64, 48}, 64, 48).is(arma::vec{0.5, 0.5, 1, 1});
  back({0.2, 0.25, 0.2, 0.3}, 200, 100).is(arma::vec{20, 10, 60, 40});
  back({0.5, 0.25, 0.5, 0.125}, 64, 48).is(arma::vec{16, 9, 48, 15});
}
