#include "checking/checking.hpp"

using Gradient = std::function<arma::vec(arma::vec)>;

void check(arma::mat nesterov_step(const arma::vec&, const arma::vec&, const Gradient&, double,
                                   double)) {
  const auto step = exercise::question("nesterov_step(w, v, gradient, rate, mu)", nesterov_step)
                        .given("gradient", "2 times the place");
  const Gradient gradient = [](const arma::vec& place) { return arma::vec(2 * place); };
  step(arma::vec{1, 2}, arma::vec{0, 0}, gradient, 0.25, 0.5)
      .is(arma::mat{{0.5, -0.5}, {1, -1}});
  step(arma::vec{1, 2}, arma::vec{4, -2}, gradient, 0.25, 0.5)
      .is(arma::mat{{1.5, 0.5}, {0.5, -1.5}});
  step(arma::vec{3, -1}, arma::vec{1, 8}, gradient, 0.125, 0.75)
      .is(arma::mat{{2.8125, -0.1875}, {3.75, 4.75}});
}
