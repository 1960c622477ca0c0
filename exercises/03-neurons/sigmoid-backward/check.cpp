#include "checking/checking.hpp"

void check(arma::mat sigmoid_backward(const arma::mat&, const arma::mat&)) {
  const auto dx = exercise::question("sigmoid_backward(x, dy)", sigmoid_backward);
  dx({{0, 0}}, {{1, -8}}).is(arma::mat{{0.25, -2}});
  dx({{-800, 800}}, {{1, 1}}).is(arma::mat{{0, 0}});
  const arma::mat x = exercise::random_matrix(3, 4, 1), dy = exercise::random_matrix(3, 4, 2);
  const std::function<double(const arma::mat&)> f = [&](const arma::mat& at) {
    return arma::accu(dy / (1 + arma::exp(-at)));
  };
  dx(x, dy).is_gradient_of(f, x);
}
