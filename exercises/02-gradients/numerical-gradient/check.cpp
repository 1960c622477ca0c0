#include "checking/checking.hpp"

using Function = std::function<double(const arma::vec&)>;

void check(arma::vec numerical_gradient(const Function&, arma::vec, double)) {
  // A cubic, and h large: the kind of difference shows, and whether h is the one that was
  // given.
  const Function f = [](const arma::vec& x) {
    return x[0] * x[0] * x[0] * x[1] + 3 * x[1] * x[1] + x[1] * x[2];
  };
  const auto gradient = exercise::question("numerical_gradient(f, x, h)", numerical_gradient)
                            .given("f", "f(x) = x0³ x1 + 3 x1² + x1 x2");
  // By hand: (f(x + h) - f(x - h)) / 2h of x0³ x1 is (3 x0² + h²) x1, and that of a square is
  // its derivative.
  const auto centred = [](const arma::vec& x, double h) {
    return arma::vec{(3 * x[0] * x[0] + h * h) * x[1], x[0] * x[0] * x[0] + 6 * x[1] + x[2],
                     x[1]};
  };
  gradient(f, {2, -1, 4}, 0.5).is(centred({2, -1, 4}, 0.5));
  gradient(f, {-1, 3, 0.5}, 0.25).is(centred({-1, 3, 0.5}, 0.25));
}
