#include <fmt/format.h>

#include "checking/checking.hpp"

/** Points of a square, above a row of ones, and whether each lies in the disc in its middle. */
struct Disc {
  arma::mat x;
  arma::uvec right;
};

Disc disc(arma::uword points, int seed) {
  arma::arma_rng::set_seed(seed);
  Disc disc{arma::join_cols(2 * arma::randu(2, points) - 1, arma::ones(1, points)),
            arma::uvec(points)};
  for (arma::uword i = 0; i < points; ++i)
    disc.right(i) = arma::norm(disc.x.col(i).head(2)) < 0.8 ? 1 : 0;
  return disc;
}

template <typename Network>
arma::mat scores_of(const Network& network, const arma::mat& x) {
  return network.W2.t() * arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
}

template <typename Network>
double loss(const Network& network, const arma::mat& x, const arma::uvec& right,
            const arma::mat& mask, double keep) {
  const arma::mat hidden = arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
  const arma::mat scores = network.W2.t() * (hidden % mask / keep);
  double sum = 0;
  for (arma::uword i = 0; i < x.n_cols; ++i)
    sum += std::log(arma::accu(arma::exp(scores.col(i)))) - scores(right(i), i);
  return sum / double(x.n_cols);
}

// The network after some steps, by differences: whatever the answer computes, this knows
// nothing of it.
template <typename Network>
Network expected(Network network, const arma::mat& x, const arma::uvec& right,
                 const arma::cube& masks, double keep, double rate) {
  const double h = 1e-6;
  for (arma::uword step = 0; step < masks.n_slices; ++step) {
    const arma::mat mask = masks.slice(step);
    Network next = network;
    for (auto part : {&Network::W1, &Network::W2})
      for (arma::uword i = 0; i < (network.*part).n_elem; ++i) {
        Network above = network, below = network;
        (above.*part)(i) += h;
        (below.*part)(i) -= h;
        (next.*part)(i) -=
            rate * (loss(above, x, right, mask, keep) - loss(below, x, right, mask, keep)) /
            (2 * h);
      }
    network = next;
  }
  return network;
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
    const Network by_differences = expected(start, x, right, masks, 0.7, 0.1);
    const auto after = trained(start, x, right, masks, 0.7, 0.1);
    for (const auto& [name, part] :
         {std::pair{"W2", &Network::W2}, std::pair{"W1", &Network::W1}})
      after.part(name, [part = part](const Network& network) { return network.*part; })
          .satisfies(
              [&, part = part](const arma::mat& got) {
                const bool is_right = arma::size(got) == arma::size(by_differences.*part) &&
                                      arma::abs(got - by_differences.*part).max() < 1e-6;
                steps_are_right = steps_are_right && is_right;
                return is_right;
              },
              fmt::format("{} is not where {} step{} of gradient descent lead{}.", name, steps,
                          steps == 1 ? "" : "s", steps == 1 ? "s" : ""));
  }

  if (!steps_are_right) return;  // the training below takes a while

  const Disc seen = disc(200, 1), unseen = disc(500, 2);
  arma::arma_rng::set_seed(3);
  const Network wide = {arma::randn(3, 40), 0.3 * arma::randn(40, 2)};
  const auto known =
      exercise::question("train(network, x, correct_classes, masks, keep, rate)", train)
          .given("network", "40 hidden units")
          .given("x", "200 points of a square, and a row of ones")
          .given("correct_classes", "whether each lies in a disc")
          .given("masks", "300 masks that keep eight tenths")(
              wide, seen.x, seen.right, masks_of(40, 200, 300, 0.8), 0.8, 0.3);
  const auto accuracy = [&](const Network& network) {
    return exercise::accuracy(scores_of(network, unseen.x), unseen.right);
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
