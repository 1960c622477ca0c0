#include <fmt/format.h>

#include "checking/checking.hpp"

// The weights after some steps, by the definition: p - 1 at the correct class, the mean over
// the examples.
arma::mat expected(const arma::mat& x, const arma::uvec& right, arma::uword classes,
                   arma::uword steps, double rate, double strength) {
  arma::mat weight(x.n_rows, classes);
  for (arma::uword step = 0; step < steps; ++step) {
    arma::mat gradient = strength * weight;
    for (arma::uword i = 0; i < x.n_cols; ++i) {
      arma::vec p = arma::exp(weight.t() * x.col(i));
      p /= arma::accu(p);
      p(right(i)) -= 1;
      gradient += x.col(i) * p.t() / double(x.n_cols);
    }
    weight -= rate * gradient;
  }
  return weight;
}

void check(arma::mat train(const arma::mat&, const arma::uvec&, arma::uword, arma::uword,
                           double, double)) {
  const auto weights =
      exercise::question("train(x, correct_classes, classes, steps, rate, strength)", train);
  const arma::mat x = exercise::random_matrix(3, 5, 1);
  const arma::uvec right = {2, 0, 1, 1, 0};
  for (const arma::uword steps : {1, 2, 5})
    weights(x, right, 3, steps, 0.5, 0.2).is(expected(x, right, 3, steps, 0.5, 0.2));

  const auto seen = exercise::digits(300, 1), unseen = exercise::digits(200, 2);
  const auto trained =
      weights.given("x", "300 digits of 196 pixels")
          .given("correct_classes", "300")(seen.x, seen.correct, 10, 150, 0.1, 0.01);
  const auto accuracy = [&](const arma::mat& weight) {
    return exercise::accuracy(weight.t() * unseen.x, unseen.correct);
  };
  trained.satisfies(
      [&](const arma::mat& weight) {
        return arma::size(weight) == arma::size(196, 10) && accuracy(weight) > 0.6;
      },
      "It does not read the digits: after training, more than 60 % of unseen ones should be "
      "right.");
  if (trained.value() && arma::size(*trained.value()) == arma::size(196, 10))
    exercise::comment(
        fmt::format("Your classifier reads {:.0f} % of 200 digits that it has not seen; "
                    "guessing, 10 % would be "
                    "right.",
                    100 * accuracy(*trained.value())));
}
