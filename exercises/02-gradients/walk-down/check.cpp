#include <fmt/format.h>

#include "checking/checking.hpp"

using Function = std::function<double(const arma::vec&)>;

void check(arma::vec walk_down(const Function&, arma::vec, double, int)) {
  // By hand: the slope of x² + 2y² is (2x, 4y), so a step of 0.1 leaves 0.8 of x and 0.6 of y.
  const Function bowl = [](const arma::vec& x) { return x(0) * x(0) + 2 * x(1) * x(1); };
  const auto walked = exercise::question("walk_down(f, x, rate, steps)", walk_down)
                          .given("f", "x² + 2y²")
                          .given("x", "(1, 1)");
  for (const int steps : {1, 2, 3}) {
    const arma::vec wanted = {std::pow(0.8, steps), std::pow(0.6, steps)};
    walked(bowl, {1, 1}, 0.1, steps)
        .satisfies(
            [&](const arma::vec& got) {
              return got.n_elem == 2 && arma::abs(got - wanted).max() < 1e-6;
            },
            fmt::format("After {} step{} of 0.1 it should be at ({:g}, {:g}).", steps,
                        steps == 1 ? "" : "s", wanted(0), wanted(1)));
  }

  // By hand: the slope of x⁴ at 1 is 4, and a step of 0.6 leads too far, to a higher place.
  const Function steep = [](const arma::vec& x) { return std::pow(x(0), 4); };
  exercise::question("walk_down(f, x, rate, steps)", walk_down)
      .given("f", "x⁴")(steep, {1}, 0.6, 1)
      .satisfies(
          [](const arma::vec& got) { return got.n_elem == 1 && std::abs(got(0) + 1.4) < 1e-6; },
          "After 1 step of 0.6 it should be at -1.4.");

  // A line through points: the mean squared error is the function, slope and height the place.
  arma::arma_rng::set_seed(1);
  const arma::vec at = 2 * arma::randu(40) - 1;
  const arma::vec height = 1.5 * at - 0.5 + 0.1 * arma::randn(40);
  const Function error = [&](const arma::vec& line) {
    return arma::mean(arma::square(line(0) * at + line(1) - height));
  };
  const arma::vec best = arma::solve(arma::join_rows(at, arma::ones(40)), height);
  const auto fitted = exercise::question("walk_down(f, x, rate, steps)", walk_down)
                          .given("f", "the mean squared error of a line to 40 points")
                          .given("x", "(0, 0)")(error, {0, 0}, 0.3, 200);
  fitted.satisfies(
      [&](const arma::vec& got) {
        return got.n_elem == 2 && arma::abs(got - best).max() < 1e-4;
      },
      fmt::format(
          "After 200 steps of 0.3 it should have found the best line, {:.3f} x {:+.3f}.",
          best(0), best(1)));
  if (fitted.value() && fitted.value()->n_elem == 2)
    exercise::comment(fmt::format(
        "Your walk fitted the line {:.3f} x {:+.3f} to points around 1.5 x - 0.5. It asked for "
        "the error 800 times; with two million weights it would be four million times a step, "
        "which is why the next chapters derive gradients.",
        (*fitted.value())(0), (*fitted.value())(1)));
}
