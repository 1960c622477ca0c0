#include <fmt/format.h>

#include "checking/checking.hpp"

using Gradient = arma::mat(const arma::mat&, const arma::ivec&, const arma::vec&);

double loss_of(const arma::mat& scores, const arma::ivec& labels, const arma::vec& weights) {
  double sum = 0, total = 0;
  for (arma::uword i = 0; i < scores.n_cols; ++i) {
    if (labels(i) < 0) continue;
    const double largest = scores.col(i).max(), weight = weights(labels(i));
    const double all = std::log(arma::accu(arma::exp(scores.col(i) - largest))) + largest;
    sum += weight * (all - scores(labels(i), i));
    total += weight;
  }
  return sum / total;
}

// A picture of 24 x 24: a bright disc on a dark ground, under noise; an outline that nobody
// scored.
struct Picture {
  arma::mat patches;  // 10 x 576: the 3 x 3 pixels around each, and a 1
  arma::ivec labels;
};

Picture drawn(int seed) {
  arma::arma_rng::set_seed(seed);
  constexpr arma::uword side = 24;
  arma::mat image(side + 2, side + 2);
  for (arma::uword i = 0; i < side + 2; ++i)
    for (arma::uword j = 0; j < side + 2; ++j)
      image(i, j) = std::hypot(double(i) - 12.5, double(j) - 12.5) < 6 ? 1 : 0;
  image += 0.7 * arma::randn(arma::size(image));
  Picture picture{arma::mat(10, side * side), arma::ivec(side * side)};
  for (arma::uword i = 0; i < side; ++i)
    for (arma::uword j = 0; j < side; ++j) {
      const double far = std::hypot(double(i) - 11.5, double(j) - 11.5);
      picture.labels(i * side + j) = std::abs(far - 6) < 1 ? -1 : far < 6 ? 1 : 0;
      picture.patches.col(i * side + j) = arma::join_cols(
          arma::vectorise(image.submat(i, j, arma::size(3, 3))), arma::vec{1.0});
    }
  return picture;
}

// Per class, the share of correct pixels of a new picture after training on one.
arma::vec accuracy_after(Gradient pixel_gradient, const arma::vec& weights) {
  const Picture learnt = drawn(1), unseen = drawn(2);
  arma::mat w(10, 2, arma::fill::zeros);
  for (int step = 0; step < 200; ++step)
    w -= 0.5 * learnt.patches *
         pixel_gradient(w.t() * learnt.patches, learnt.labels, weights).t();
  const arma::mat scores = w.t() * unseen.patches;
  arma::vec correct(2, arma::fill::zeros), all(2, arma::fill::zeros);
  for (arma::uword i = 0; i < scores.n_cols; ++i) {
    if (unseen.labels(i) < 0) continue;
    all(unseen.labels(i)) += 1;
    correct(unseen.labels(i)) += int(scores.col(i).index_max()) == unseen.labels(i) ? 1 : 0;
  }
  return correct / all;
}

void check(Gradient pixel_gradient) {
  const arma::mat scores = 0.4 * exercise::random_matrix(3, 5, 1);
  const auto ask = [&](const arma::ivec& labels, const arma::vec& weights) {
    exercise::question("pixel_gradient(scores, labels, weights)", pixel_gradient)
        .given("labels", fmt::format("{}, {}, {}, {}, {}", labels(0), labels(1), labels(2),
                                     labels(3), labels(4)))(scores, labels, weights)
        .is_gradient_of<arma::mat>(
            [&](const arma::mat& at) { return loss_of(at, labels, weights); }, scores);
  };
  ask({0, 1, 2, 1, 0}, {1, 1, 1});
  ask({0, -1, 2, 1, -1}, {1, 1, 1});
  ask({0, 1, 2, 1, 0}, {1, 2, 5});
  ask({-1, 1, 2, 2, 0}, {0.5, 3, 1});
  exercise::question("pixel_gradient(scores, labels, weights)", pixel_gradient)
      .given("labels", "0, 1")(arma::mat{{1000, -1000}, {-1000, 1000}}, arma::ivec{0, 1},
                               arma::vec{1, 1})
      .is(arma::mat(2, 2, arma::fill::zeros));
  if (arma::size(pixel_gradient(scores, {0, 1, 2, 1, 0}, {1, 1, 1})) != arma::size(scores))
    return;
  const arma::vec alike = accuracy_after(pixel_gradient, {1, 1}),
                  weighted = accuracy_after(pixel_gradient, {1, 6});
  exercise::comment(fmt::format(
      "With your gradient, nine pixels and a bias learn to tell a disc from its ground: {:.0f} "
      "% "
      "of a new disc and {:.0f} % of its ground are correct. With six times the weight on the "
      "disc, {:.0f} % and {:.0f} %.",
      100 * alike(1), 100 * alike(0), 100 * weighted(1), 100 * weighted(0)));
}
