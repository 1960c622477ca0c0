#include "checking/checking.hpp"

double correct_loss(const arma::vec& d, double beta) {
  double sum = 0;
  for (const double number : d)
    sum += std::abs(number) < beta ? number * number / (2 * beta) : std::abs(number) - beta / 2;
  return sum;
}

void check(double smooth_l1(const arma::vec&, double),
           arma::vec smooth_l1_gradient(const arma::vec&, double)) {
  const auto loss = exercise::question("smooth_l1(d, beta)", smooth_l1);
  const auto gradient = exercise::question("smooth_l1_gradient(d, beta)", smooth_l1_gradient);
  loss({0.5}, 1).is(0.125);
  loss({-3}, 1).is(2.5);
  loss({2}, 2).is(1);
  loss({0.1, -0.1, 4, -0.3}, 0.2).is(correct_loss({0.1, -0.1, 4, -0.3}, 0.2));
  for (const double beta : {1.0, 0.25}) {
    const arma::vec d = {0.1, -0.2, 0.7, -2, 5, -0.03};
    gradient(d, beta).is_gradient_of<arma::vec>(
        [&](const arma::vec& x) { return correct_loss(x, beta); }, d);
  }
}
