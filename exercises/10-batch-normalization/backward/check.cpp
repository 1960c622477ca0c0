#include "checking/checking.hpp"

// The gradient of sum(dy % y) by every number of x, by nudging each.
arma::mat nudged(const arma::mat& dy, const arma::mat& x, const arma::vec& gamma,
                 double epsilon) {
  const auto loss = [&](const arma::mat& at) {
    arma::mat y = at.each_col() - arma::vec(arma::mean(at, 1));
    y.each_col() %= gamma / arma::sqrt(arma::var(at, 1, 1) + epsilon);
    return arma::accu(dy % y);
  };
  constexpr double h = 1e-5;
  arma::mat gradient(arma::size(x));
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    arma::mat up = x, down = x;
    up(i) += h;
    down(i) -= h;
    gradient(i) = (loss(up) - loss(down)) / (2 * h);
  }
  return gradient;
}

void check(arma::mat batch_norm_backward(const arma::mat&, const arma::mat&, const arma::vec&,
                                         double)) {
  const auto backward =
      exercise::question("batch_norm_backward(dy, x, gamma, epsilon)", batch_norm_backward);
  const auto agrees = [&](const arma::mat& dy, const arma::mat& x, const arma::vec& gamma,
                          double epsilon) {
    const arma::mat expected = nudged(dy, x, gamma, epsilon);
    backward(dy, x, gamma, epsilon)
        .satisfies(
            [&](const arma::mat& dx) {
              return arma::size(dx) == arma::size(expected) &&
                     arma::abs(dx - expected).max() < 1e-6;
            },
            "It should agree with the numerical gradient, found by nudging each number of x.");
  };
  agrees({{0, 0, 0, 6}}, {{1, 7, 7, 9}}, {1}, 1e-5);
  agrees({{1, -2, 0.5}, {3, 0, 1}}, {{0, 2, 5}, {1, -1, 4}}, {2, -0.5}, 0.1);
}
