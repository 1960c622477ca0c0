#include <fmt/format.h>

#include "checking/checking.hpp"

// The share of unseen digits that a classifier knows after gradient descent with the softmax
// loss.
double learnt(const arma::mat& x, const arma::uvec& correct, const arma::mat& unseen,
              const arma::uvec& unseen_correct) {
  arma::mat weight(x.n_rows, 10);
  for (int step = 0; step < 400; ++step) {
    arma::mat p = weight.t() * x;
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(correct(i), i) -= 1;
    weight -= 0.15 / double(x.n_cols) * x * p.t();
  }
  return exercise::accuracy(weight.t() * unseen, unseen_correct);
}

void check(const std::string& same_order, const std::string& own_orders,
           const std::string& two_templates) {
  const auto seen = exercise::digits(300, 1), unseen = exercise::digits(200, 2);
  const double before = learnt(seen.x, seen.correct, unseen.x, unseen.correct);
  const auto ask = [&](const std::string& change, const std::string& predicted,
                       auto&& changed) {
    const double after =
        learnt(changed(seen.x), seen.correct, changed(unseen.x), unseen.correct);
    exercise::predicted(
        change, predicted, {"same", "worse", "guessing"},
        after > before - 0.03 ? "same"
        : after < 0.25        ? "guessing"
                              : "worse",
        fmt::format("{:.1f} % right before, {:.1f} % after.", 100 * before, 100 * after));
  };
  arma::arma_rng::set_seed(3);
  const arma::uvec order = arma::shuffle(arma::regspace<arma::uvec>(0, seen.x.n_rows - 1));
  ask("All pixels change places in the same way:", same_order,
      [&](const arma::mat& x) { return arma::mat(x.rows(order)); });
  ask("Every image is shuffled in its own way:", own_orders, [](arma::mat x) {
    for (arma::uword i = 0; i < x.n_cols; ++i) x.col(i) = arma::shuffle(x.col(i));
    return x;
  });
  ask("Every image is followed by its copy:", two_templates,
      [](const arma::mat& x) { return arma::mat(arma::join_cols(x, x)); });
  exercise::comment(
      "A score is a sum over pixels, and a sum has no neighbours. That a pixel's place means "
      "something is known to the convolutions of chapter 08, and to nothing before them.");
}
