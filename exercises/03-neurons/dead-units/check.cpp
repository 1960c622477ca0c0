#include "checking/checking.hpp"

void check(double dead_share(const arma::mat&, const arma::mat&, const arma::vec&)) {
  const auto share = exercise::question("dead_share(x, W, b)", dead_share);
  // One input, five examples: units that are dead by a bias, by a weight of zero, at zero
  // exactly, and alive for one.
  const arma::mat x = {{-1, 0, 1, 2, -2}};
  share(x, {{1, 0, 0, 1, -1, 3, 1, 2}}, {-3, -1, 0, -1.5, -1.5, 0, 0, -4}).is(4.0 / 8);
  share(x, {{1, 1, 2}}, {0, -9, -9}).is(2.0 / 3);
  const arma::mat many = exercise::random_matrix(4, 6, 1),
                  W = exercise::random_matrix(4, 10, 2);
  const arma::vec b = exercise::random_matrix(10, 1, 3) - 1;
  double dead = 0;
  for (arma::uword m = 0; m < 10; ++m) {
    bool speaks = false;
    for (arma::uword n = 0; n < 6; ++n)
      speaks = speaks || arma::dot(W.col(m), many.col(n)) + b(m) > 0;
    dead += speaks ? 0 : 0.1;
  }
  share(many, W, b).is(dead);
}
