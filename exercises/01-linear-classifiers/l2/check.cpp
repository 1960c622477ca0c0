#include "checking/checking.hpp"

void check(double l2(const arma::mat&, double),
           arma::mat l2_gradient(const arma::mat&, double)) {
  const auto penalty = exercise::question("l2(weight, strength)", l2);
  penalty({{1, -2}, {0.5, 3}}, 0.1).is(0.7125);
  const arma::mat weight = exercise::random_matrix(2, 3, 1);
  const auto right = [](const arma::mat& w) {
    double sum = 0;
    for (const double number : w) sum += number * number;
    return 0.3 / 2 * sum;
  };
  penalty(weight, 0.3).is(right(weight));
  exercise::question("l2_gradient(weight, strength)", l2_gradient)(weight, 0.3)
      .is_gradient_of<arma::mat>(right, weight);
}
