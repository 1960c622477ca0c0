#include <fmt/format.h>

#include "checking/checking.hpp"

// Two classes that differ in a small feature, beside a large one that says nothing.
struct Points {
  arma::mat x;
  arma::uvec right;
};

Points points(arma::uword count, int seed) {
  arma::arma_rng::set_seed(seed);
  Points p{arma::randn(3, count), arma::uvec(count)};
  for (arma::uword n = 0; n < count; ++n) {
    p.right(n) = n % 2;
    p.x(0, n) = 0.01 * (p.x(0, n) + (n % 2 == 0 ? -2 : 2));
    p.x(1, n) = 1000 + 500 * p.x(1, n);
  }
  return p;
}

void check(arma::uvec classify(const arma::mat&, const arma::uvec&, arma::uword,
                               const arma::mat&)) {
  const auto asked =
      exercise::question("classify(train, correct_classes, classes, x)", classify);
  asked({{0, 2, 10, 12}, {0, 0, 1, 1}}, {0, 0, 1, 1}, 2, {{3, 9}, {1, 0}}).is(arma::uvec{1, 0});
  asked({{0, 1, 4, 5, 9, 8}, {100, 200, 100, 200, 100, 200}}, {0, 0, 1, 1, 2, 2}, 3,
        {{2, 3, 9}, {0, 300, 500}})
      .is(arma::uvec{0, 1, 2});
  asked({{0, 2, 10, 12}, {0, 0, 1, 1}}, {0, 0, 1, 1}, 2, {{1, 2, 3}, {0, 0, 0.1}})
      .is(arma::uvec{0, 0, 0});
  const Points seen = points(100, 1), unseen = points(300, 2);
  const auto answers =
      exercise::question("classify(train, correct_classes, classes, x)", classify)
          .given("train", "100 examples of three features")
          .given("correct_classes", "100")
          .given("x", "300 new ones")(seen.x, seen.right, 2, unseen.x);
  const auto accuracy = [&](const arma::uvec& classes) {
    return classes.n_elem == unseen.right.n_elem
               ? arma::mean(arma::conv_to<arma::vec>::from(classes == unseen.right))
               : 0.0;
  };
  answers.satisfies([&](const arma::uvec& classes) { return accuracy(classes) > 0.9; },
                    "After standardizing, more than 90 % of the new examples should be right.");
  if (answers.value())
    exercise::comment(fmt::format(
        "{:.0f} % of 300 new examples are right; without preparing them about half would be.",
        100 * accuracy(*answers.value())));
}
