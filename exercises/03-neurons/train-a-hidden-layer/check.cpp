#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/descent.hpp"

template <typename Network>
arma::mat scores_of(const Network& network, const arma::mat& x) {
  return network.W2.t() * arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
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

  const exercise::Examples seen = exercise::disc(200, 1), unseen = exercise::disc(500, 2);
  arma::arma_rng::set_seed(3);
  const Network wide = {arma::randn(3, 20), 0.3 * arma::randn(20, 2)};
  const auto known =
      exercise::question("train(network, x, correct_classes, steps, rate)", train)
          .given("network", "20 hidden units")
          .given("x", "200 points of a square, and a row of ones")
          .given("correct_classes", "whether each lies in a disc")(wide, seen.x, seen.correct,
                                                                   300, 0.5);
  const auto accuracy = [&](const Network& network) {
    return exercise::accuracy(scores_of(network, unseen.x), unseen.correct);
  };
  known.satisfies([&](const Network& network) { return accuracy(network) > 0.9; },
                  "It does not know the disc: after training, more than 90 % of unseen points "
                  "should be right.");
  if (known.value())
    exercise::comment(fmt::format(
        "Your network knows {:.0f} % of 500 points that it has not seen. A straight line "
        "cannot surround a disc: four of your hidden units can.",
        100 * accuracy(*known.value())));
}
