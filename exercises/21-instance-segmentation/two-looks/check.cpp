#include "checking/checking.hpp"

void check(arma::mat looks(const arma::mat&, const arma::mat&, double)) {
  const auto seen = exercise::question("looks(image, mask, mean)", looks);
  const arma::mat image = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
  seen(image, {{0, 0, 0, 0}, {0, 1, 0, 0}, {0, 1, 1, 0}}, 0.5)
      .is(arma::mat{{6, 7, 6, 0.5}, {10, 11, 10, 11}});
  seen(image, {{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 0, 0, 0}}, -1)
      .is(arma::mat{{1, 2, 3, -1, 2, -1}, {5, 6, 7, 5, -1, 7}});
  seen(image, {{0, 0, 0, 1}, {0, 0, 0, 0}, {0, 0, 0, 0}}, 2).is(arma::mat{{4, 4}});
}
