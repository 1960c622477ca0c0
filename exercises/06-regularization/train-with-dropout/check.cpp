#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/descent.hpp"

template <typename Network>
arma::mat scores_of(const Network& network, const arma::mat& x) {
  return network.W2.t() * arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
}

template <typename Network>
double loss(const Network& network, const arma::mat& x, const arma::uvec& right,
            const arma::mat& mask, double keep) {
  const arma::mat hidden = arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
  const arma::mat scores = network.W2.t() * (hidden % mask / keep);
  return exercise::softmax_loss(scores, right);
}

// Masks of 1 and 0, one a step.
arma::cube masks_of(arma::uword units, arma::uword examples, arma::uword steps, double keep) {
  return arma::conv_to<arma::cube>::from(arma::randu<arma::cube>(units, examples, steps) <
                                         keep);
}

template <typename Network>
void check(Network train(Network, const arma::mat&, const arma::uvec&, const arma::cube&,
                         double, double)) {
  const auto trained =
      exercise::question("train(network, x, correct_classes, masks, keep, rate)", train)
          .given("network", "random weights, W1 of 3 x 4 and W2 of 4 x 3")
          .given("masks", "a random one for each step");
  const arma::mat x = exercise::random_matrix(3, 5, 1);
  const arma::uvec right = {2, 0, 1, 1, 0};
  const Network start = {exercise::random_matrix(3, 4, 2), exercise::random_matrix(4, 3, 3)};
  arma::arma_rng::set_seed(4);
  bool steps_are_right = true;
  for (const arma::uword steps : {1, 2, 4}) {
    const arma::cube masks = masks_of(4, 5, steps, 0.7);
    Network expected = start;
    for (arma::uword step = 0; step < steps; ++step) {
      const arma::mat mask = masks.slice(step);
      expected = exercise::descended(expected, 0.1, [&](const Network& network) {
        return loss(network, x, right, mask, 0.7);
      });
    }
    const auto after = trained(start, x, right, masks, 0.7, 0.1);
    steps_are_right = exercise::leads_to(after, expected, steps) && steps_are_right;
  }

  if (!steps_are_right) return;  // the training below takes a while

  const exercise::Examples seen = exercise::disc(200, 1), unseen = exercise::disc(500, 2);
  arma::arma_rng::set_seed(3);
  const Network wide = {arma::randn(3, 40), 0.3 * arma::randn(40, 2)};
  const auto known =
      exercise::question("train(network, x, correct_classes, masks, keep, rate)", train)
          .given("network", "40 hidden units")
          .given("x", "200 points of a square, and a row of ones")
          .given("correct_classes", "whether each lies in a disc")
          .given("masks", "300 masks that keep eight tenths")(
              wide, seen.x, seen.correct, masks_of(40, 200, 300, 0.8), 0.8, 0.3);
  const auto accuracy = [&](const Network& network) {
    return exercise::accuracy(scores_of(network, unseen.x), unseen.correct);
  };
  known.satisfies([&](const Network& network) { return accuracy(network) > 0.85; },
                  "In use, without any mask, more than 85 % of unseen points should be right.");
  if (known.value()) {
    Network halved = *known.value();
    halved.W2.head_rows(20).zeros();
    halved.W2 *= 2;
    exercise::comment(fmt::format(
        "In use your network knows {:.0f} % of 500 points that it has not seen; with half of "
        "its units gone, and the others twice as loud, {:.0f} %.",
        100 * accuracy(*known.value()), 100 * accuracy(halved)));
  }
}
