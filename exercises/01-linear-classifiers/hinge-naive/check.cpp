#include "checking/checking.hpp"

void check(double hinge_loss(const arma::vec&, arma::uword, double)) {
  const auto loss = exercise::question("hinge_loss(scores, correct_class, margin)", hinge_loss);
  loss({13, -7, 11}, 0, 10).is(8);
  loss({-2.85, 0.86, 0.28}, 2, 1).is(1.58);
  loss({1, 5, -2, 3.5, 3}, 3, 0.75).is(2.5);
  loss({0.5, 2, 5, -1}, 2, 2).is(0);
  loss(arma::vec(10), 4, 1).is(9);
}
