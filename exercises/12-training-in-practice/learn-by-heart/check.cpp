#include <fmt/format.h>

#include "checking/checking.hpp"

double loss(const arma::mat& w, const arma::mat& x, const arma::uvec& correct) {
  const arma::mat scores = w.t() * x;
  double sum = 0;
  for (arma::uword n = 0; n < x.n_cols; ++n) {
    const double most = scores.col(n).max();
    sum += most + std::log(arma::accu(arma::exp(scores.col(n) - most))) - scores(correct(n), n);
  }
  return sum / double(x.n_cols);
}

// The weights after some steps, by differences.
arma::mat expected(arma::mat w, const arma::mat& x, const arma::uvec& correct, int steps,
                   double rate) {
  const double h = 1e-6;
  for (int step = 0; step < steps; ++step) {
    arma::mat next = w;
    for (arma::uword i = 0; i < w.n_elem; ++i) {
      arma::mat above = w, below = w;
      above(i) += h;
      below(i) -= h;
      next(i) -= rate * (loss(above, x, correct) - loss(below, x, correct)) / (2 * h);
    }
    w = next;
  }
  return w;
}

void check(arma::mat learn(arma::mat, const arma::mat&, const arma::uvec&, int, double)) {
  const auto asked = exercise::question("learn(w, x, correct, steps, rate)", learn);
  const arma::mat x = exercise::random_matrix(3, 4, 1),
                  start = exercise::random_matrix(3, 2, 2);
  const arma::uvec correct = {1, 0, 0, 1};
  for (const int steps : {0, 1, 2, 5}) {
    const arma::mat by_differences = expected(start, x, correct, steps, 0.2);
    asked(start, x, correct, steps, 0.2)
        .satisfies(
            [&](const arma::mat& got) {
              return arma::size(got) == arma::size(by_differences) &&
                     arma::abs(got - by_differences).max() < 1e-6;
            },
            fmt::format("That is not where {} step{} of gradient descent lead{}.", steps,
                        steps == 1 ? "" : "s", steps == 1 ? "s" : ""));
  }
  const arma::mat large = 1000 * x;
  asked(start, large, correct, 1, 1e-6)
      .satisfies(
          [](const arma::mat& got) { return got.is_finite(); },
          "Large scores are no numbers any more: take each column's largest away before exp.");
  const exercise::Examples few = exercise::digits(20, 1), others = exercise::digits(500, 2);
  const auto learnt =
      exercise::question("learn(w, x, correct, steps, rate)", learn)
          .given("w", "zeros")
          .given("x", "20 digits")
          .given("correct", "their classes")(arma::zeros(few.x.n_rows, few.classes), few.x,
                                             few.correct, 300, 0.1);
  if (!learnt.value() || arma::size(*learnt.value()) != arma::size(few.x.n_rows, few.classes))
    return;
  const arma::mat& w = *learnt.value();
  exercise::comment(fmt::format(
      "Your classifier knows {:.0f} % of the 20 digits by heart, at a loss of {:.2f}, and "
      "{:.0f} % of 500 others. The "
      "first number had to be 100. The second will need more digits.",
      100 * exercise::accuracy(w.t() * few.x, few.correct), loss(w, few.x, few.correct),
      100 * exercise::accuracy(w.t() * others.x, others.correct)));
}
