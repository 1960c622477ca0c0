#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/descent.hpp"

/** Points of a square, above a row of ones, and whether both of a point's numbers have one
 * sign: two opposite quarters against the two others. */
exercise::Examples quarters(arma::uword points, int seed) {
  exercise::Examples made = exercise::disc(points, seed);
  for (arma::uword i = 0; i < points; ++i)
    made.correct(i) = made.x(0, i) * made.x(1, i) > 0 ? 1 : 0;
  return made;
}

template <typename Network>
arma::mat scores_of(const Network& network, const arma::mat& x) {
  arma::mat z = network.W1.t() * x;
  z.each_col() -= arma::vec(arma::mean(z, 1));
  z.each_col() /= arma::vec(arma::sqrt(arma::var(z, 1, 1) + 1e-5));
  return network.W2.t() * arma::clamp(z, 0, arma::datum::inf);
}

template <typename Network>
void check(Network train(Network, const arma::mat&, const arma::uvec&, arma::uword, double)) {
  const auto trained =
      exercise::question("train(network, x, correct_classes, steps, rate)", train)
          .given("network", "random weights, W1 of 3 x 4 and W2 of 4 x 3");
  const arma::mat x = exercise::random_matrix(3, 5, 1);
  const arma::uvec right = {2, 0, 1, 1, 0};
  const Network start = {exercise::random_matrix(3, 4, 2), exercise::random_matrix(4, 3, 3)};
  for (const arma::uword steps : {1, 2, 4}) {
    Network expected = start;
    for (arma::uword step = 0; step < steps; ++step)
      expected = exercise::descended(expected, 0.1, [&](const Network& network) {
        return exercise::softmax_loss(scores_of(network, x), right);
      });
    const auto after = trained(start, x, right, steps, 0.1);
    exercise::leads_to(after, expected, steps);
  }

  const exercise::Examples seen = quarters(200, 1), unseen = quarters(500, 2);
  arma::arma_rng::set_seed(3);
  const Network faint = {0.01 * arma::randn(3, 40), 0.01 * arma::randn(40, 2)};
  const auto known =
      exercise::question("train(network, x, correct_classes, steps, rate)", train)
          .given("network", "40 hidden units, weights of a hundredth")
          .given("x", "200 points of a square, and a row of ones")
          .given("correct_classes", "whether its two numbers have one sign")(
              faint, seen.x, seen.correct, 300, 0.2);
  const auto accuracy = [&](const Network& network) {
    return exercise::accuracy(scores_of(network, unseen.x), unseen.correct);
  };
  known.satisfies(
      [&](const Network& network) { return accuracy(network) > 0.85; },
      "It does not know the quarters: after training, more than 85 % of unseen points "
      "should be right.");
  if (known.value())
    exercise::comment(
        fmt::format("From weights of a hundredth your network has learnt to tell quarters of "
                    "the plane: {:.0f} "
                    "% of 500 points that it has not seen. Without the normalization, what its "
                    "hidden units "
                    "give at first is as faint as their weights.",
                    100 * accuracy(*known.value())));
}
