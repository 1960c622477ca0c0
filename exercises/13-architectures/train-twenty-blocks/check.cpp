#include <fmt/format.h>

#include "checking/checking.hpp"

using Weights = std::vector<arma::mat>;

// The scores of a network, with shortcuts or without.
arma::mat scores(const Weights& weights, arma::mat x, bool has_shortcuts = true) {
  for (std::size_t b = 0; b + 1 < weights.size(); ++b) {
    const arma::mat delta = arma::clamp(weights[b].t() * x, 0, arma::datum::inf);
    x = has_shortcuts ? arma::mat(x + delta) : delta;
  }
  return weights.back().t() * x;
}

// The mean softmax loss.
double loss(const arma::mat& s, const arma::uvec& correct) {
  double sum = 0;
  for (arma::uword i = 0; i < s.n_cols; ++i)
    sum += std::log(arma::accu(arma::exp(s.col(i)))) - s(correct(i), i);
  return sum / double(s.n_cols);
}

// Gradient descent by nudging each weight.
Weights nudged(Weights weights, const arma::mat& x, const arma::uvec& correct,
               arma::uword steps, double rate) {
  constexpr double h = 1e-5;
  for (arma::uword step = 0; step < steps; ++step) {
    Weights gradient = weights;
    for (std::size_t b = 0; b < weights.size(); ++b)
      for (arma::uword i = 0; i < weights[b].n_elem; ++i) {
        Weights up = weights, down = weights;
        up[b](i) += h;
        down[b](i) -= h;
        gradient[b](i) =
            (loss(scores(up, x), correct) - loss(scores(down, x), correct)) / (2 * h);
      }
    for (std::size_t b = 0; b < weights.size(); ++b) weights[b] -= rate * gradient[b];
  }
  return weights;
}

Weights drawn(arma::uword size, arma::uword classes, std::size_t blocks, double scale) {
  Weights weights;
  for (std::size_t b = 0; b < blocks; ++b) weights.push_back(scale * arma::randn(size, size));
  weights.push_back(scale * arma::randn(size, classes));
  return weights;
}

void check(Weights train(Weights, const arma::mat&, const arma::uvec&, arma::uword, double)) {
  const auto asked =
      exercise::question("train(weights, x, correct_classes, steps, rate)", train);
  arma::arma_rng::set_seed(5);
  const Weights weights = drawn(3, 2, 3, 0.6);
  const arma::mat x = arma::randn(3, 4);
  const arma::uvec correct = {1, 0, 0, 1};
  for (const arma::uword steps : {1, 3}) {
    const Weights expected = nudged(weights, x, correct, steps, 0.3);
    const auto trained = asked.given("weights", "three blocks of 3 x 3, and 3 x 2")
                             .given("x", "four examples")
                             .given("correct_classes", "four")
                             .given("steps", std::to_string(steps))
                             .given("rate", "0.3")(weights, x, correct, steps, 0.3);
    for (std::size_t b = weights.size(); b-- > 0;)
      trained
          .part(b + 1 == weights.size() ? "the last matrix" : fmt::format("block {}", b),
                [b](const Weights& w) { return b < w.size() ? w[b] : arma::mat(); })
          .satisfies(
              [&](const arma::mat& w) {
                return arma::size(w) == arma::size(expected[b]) &&
                       arma::abs(w - expected[b]).max() < 1e-6;
              },
              "It should be where gradient descent gets, with each weight's gradient found by "
              "nudging.");
  }
  // Twenty blocks on the spiral, from small weights: coordinates, a one, and room.
  const auto spiral = exercise::spiral(40, 1);
  arma::mat room(12, spiral.x.n_cols);
  room.head_rows(2) = spiral.x;
  room.row(2).ones();
  const auto deep =
      exercise::question("train(weights, x, correct_classes, steps, rate)", train)
          .given("weights", "twenty blocks of 12 x 12")
          .given("x", "120 points of the spiral")
          .given("correct_classes", "120")
          .given("steps", "400")
          .given("rate", "0.2")(drawn(12, 3, 20, 0.1), room, spiral.correct, 400, 0.2);
  if (!deep.value() || deep.value()->size() != 21) return;
  exercise::comment(
      fmt::format("Your twenty blocks get {:.0f} % of the spiral right, from weights through "
                  "which, without shortcuts, a signal becomes {:.0e} times as large.",
                  100 * exercise::accuracy(scores(*deep.value(), room), spiral.correct),
                  arma::norm(scores(drawn(12, 3, 20, 0.1), room, false)) / arma::norm(room)));
}
