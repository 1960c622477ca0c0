#include <fmt/format.h>

#include "checking/checking.hpp"

using Pair = std::pair<arma::mat, arma::mat>;

arma::mat scores(const Pair& network, const arma::mat& x) {
  return network.second.t() * arma::clamp(network.first.t() * x, 0, arma::datum::inf);
}

double loss(const Pair& network, const arma::mat& x, const arma::uvec& correct) {
  const arma::mat s = scores(network, x);
  double sum = 0;
  for (arma::uword i = 0; i < s.n_cols; ++i)
    sum += std::log(arma::accu(arma::exp(s.col(i)))) - s(correct(i), i);
  return sum / double(s.n_cols);
}

// The gradient by one of the two matrices, by nudging.
arma::mat gradient(const Pair& network, arma::mat Pair::*which, const arma::mat& x,
                   const arma::uvec& correct) {
  constexpr double h = 1e-5;
  arma::mat d(arma::size(network.*which));
  for (arma::uword i = 0; i < d.n_elem; ++i) {
    Pair up = network, down = network;
    (up.*which)(i) += h;
    (down.*which)(i) -= h;
    d(i) = (loss(up, x, correct) - loss(down, x, correct)) / (2 * h);
  }
  return d;
}

Pair expected(Pair network, const arma::mat& x, const arma::uvec& correct, arma::uword steps,
              double rate, double factor) {
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::mat dbody = gradient(network, &Pair::first, x, correct),
                    dhead = gradient(network, &Pair::second, x, correct);
    network.first -= rate * factor * dbody;
    network.second -= rate * dhead;
  }
  return network;
}

void check(Pair fine_tune(arma::mat, arma::mat, const arma::mat&, const arma::uvec&,
                          arma::uword, double, double)) {
  const auto asked = exercise::question(
      "fine_tune(body, head, x, correct_classes, steps, rate, factor)", fine_tune);
  arma::arma_rng::set_seed(4);
  const arma::mat body = arma::randn(3, 4), head = arma::randn(4, 2), x = arma::randn(3, 5);
  const arma::uvec correct = {1, 0, 0, 1, 1};
  for (const auto& [steps, factor] :
       std::vector<std::pair<arma::uword, double>>{{1, 1.0}, {1, 0.1}, {3, 0.4}, {2, 0.0}}) {
    const Pair result = expected({body, head}, x, correct, steps, 0.3, factor);
    const auto tuned = asked.given("body, head", "3 x 4 and 4 x 2")
                           .given("x", "five examples")
                           .given("steps", std::to_string(steps))
                           .given("rate", "0.3")
                           .given("factor", fmt::format("{}", factor))(body, head, x, correct,
                                                                       steps, 0.3, factor);
    const auto near = [](const arma::mat& expected_one) {
      return [&](const arma::mat& m) {
        return arma::size(m) == arma::size(expected_one) &&
               arma::abs(m - expected_one).max() < 1e-6;
      };
    };
    tuned.part("the head", [](const Pair& p) { return p.second; })
        .satisfies(near(result.second),
                   "It should be where gradient descent gets, with `rate`.");
    tuned.part("the body", [](const Pair& p) { return p.first; })
        .satisfies(near(result.first),
                   "It should be where gradient descent gets, with `rate` times `factor`.");
  }
  // Learn some digits first, then the others from few images, with and without that start.
  const auto digits = exercise::digits(600, 1), few = exercise::digits(50, 2),
             unseen = exercise::digits(400, 3);
  const auto among = [](const exercise::Examples& from, bool low) {
    exercise::Examples some = from;
    const arma::uvec chosen = arma::find((from.correct < 5) == (low ? 1 : 0));
    some.x = from.x.cols(chosen);
    some.correct = from.correct.elem(chosen);
    if (!low) some.correct -= 5;
    return some;
  };
  const auto source = among(digits, true), target = among(few, false),
             judged = among(unseen, false);
  const arma::mat start = arma::randn(196, 24) / 14, top = arma::randn(24, 5) / 5;
  const auto learn = [&](const arma::mat& from, const exercise::Examples& data,
                         arma::uword steps) {
    return asked.given("body, head", "196 x 24 and 24 x 5")
        .given("x", "digits")(from, top, data.x, data.correct, steps, 0.2, 1);
  };
  const auto first = learn(start, source, 60);
  if (!first.value() || arma::size(first.value()->first) != arma::size(start)) return;
  const auto tuned = learn(first.value()->first, target, 40), fresh = learn(start, target, 40);
  if (!tuned.value() || !fresh.value()) return;
  exercise::comment(
      fmt::format("From {} images of the other five digits: {:.0f} % of new ones right from "
                  "random weights, "
                  "{:.0f} % from those that had learnt the first five.",
                  target.correct.n_elem,
                  100 * exercise::accuracy(scores(*fresh.value(), judged.x), judged.correct),
                  100 * exercise::accuracy(scores(*tuned.value(), judged.x), judged.correct)));
}
