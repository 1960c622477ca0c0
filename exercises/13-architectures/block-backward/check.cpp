#include "checking/checking.hpp"

arma::mat relu(const arma::mat& x) { return arma::clamp(x, 0, arma::datum::inf); }

// The gradient of sum(dy % y) by every number of x, by nudging each.
arma::mat nudged(const arma::mat& dy, const arma::mat& x, const arma::mat& w1,
                 const arma::mat& w2) {
  const auto loss = [&](const arma::mat& at) {
    return arma::accu(dy % relu(at + w2.t() * relu(w1.t() * at)));
  };
  constexpr double h = 1e-6;
  arma::mat gradient(arma::size(x));
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    arma::mat up = x, down = x;
    up(i) += h;
    down(i) -= h;
    gradient(i) = (loss(up) - loss(down)) / (2 * h);
  }
  return gradient;
}

void check(arma::mat block_backward(const arma::mat&, const arma::mat&, const arma::mat&,
                                    const arma::mat&)) {
  const auto backward = exercise::question("block_backward(dy, x, w1, w2)", block_backward);
  const auto agrees = [&](const arma::mat& dy, const arma::mat& x, const arma::mat& w1,
                          const arma::mat& w2) {
    const arma::mat expected = nudged(dy, x, w1, w2);
    backward(dy, x, w1, w2)
        .satisfies(
            [&](const arma::mat& dx) {
              return arma::size(dx) == arma::size(expected) &&
                     arma::abs(dx - expected).max() < 1e-6;
            },
            "It should agree with the numerical gradient, found by nudging each number of x.");
  };
  agrees({{1, 2}, {3, -1}}, {{1, -2}, {2, 1}}, {{1, 0.75}, {-0.25, 1}}, {{0.5, 2}, {1, -1}});
  agrees({{1, -2, 0.5}, {3, 0.25, 1}, {-1, 2, 1}},
         {{1.1, 2.3, -0.7}, {-3.2, 1.4, 0.6}, {2.5, -0.9, 1.7}},
         {{1.3, 2.1, -0.4}, {0.5, -1.2, 3.1}, {1.9, 0.8, 1.6}},
         {{-1.1, 2.2, 0.4}, {0.9, 1.5, -2.3}, {0.6, -0.8, 1.2}});
  // At the kinks: a sum of 0, and a number of 0 inside.
  const arma::mat one(1, 1, arma::fill::ones), zero(1, 1, arma::fill::zeros);
  backward(4 * one, zero, one, one).is(zero);
  const arma::mat ones(2, 1, arma::fill::ones);
  backward(ones, ones, {{1, 0}, {-1, 0}}, arma::eye(2, 2)).is(ones);
}
