#include <fmt/format.h>

#include "checking/checking.hpp"

struct Seen {
  double accuracy, loss;
};

// Both numbers on examples.
Seen look(const arma::mat& weight, const exercise::Examples& data) {
  const arma::mat scores = weight.t() * data.x;
  double loss = 0;
  for (arma::uword i = 0; i < data.correct.n_elem; ++i) {
    const double largest = scores.col(i).max();
    loss += largest + std::log(arma::accu(arma::exp(scores.col(i) - largest))) -
            scores(data.correct(i), i);
  }
  return {exercise::accuracy(scores, data.correct), loss / double(data.correct.n_elem)};
}

arma::mat trained(const exercise::Examples& data) {
  arma::mat weight(data.x.n_rows, data.classes);
  for (int step = 0; step < 600; ++step) {
    arma::mat p = weight.t() * data.x;
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < data.correct.n_elem; ++i) p(data.correct(i), i) -= 1;
    weight -= 0.3 / double(data.correct.n_elem) * data.x * p.t();
  }
  return weight;
}

std::string change(double before, double after) {
  return after > 1.02 * before ? "rises" : after < 0.98 * before ? "falls" : "stays";
}

void check(const std::string& accuracy, const std::string& loss,
           const std::string& loss_of_small_weights) {
  const std::vector<std::string> choices = {"rises", "stays", "falls"};
  const arma::mat weight = trained(exercise::digits(300, 1));
  const auto unseen = exercise::digits(200, 2);
  const Seen before = look(weight, unseen), after = look(10 * weight, unseen),
             small = look(0.1 * weight, unseen);
  exercise::predicted(
      "The share of unseen digits that is correct, with weights 10 times as large:", accuracy,
      choices, change(before.accuracy, after.accuracy),
      fmt::format("{:.1f} % right before, {:.1f} % after.", 100 * before.accuracy,
                  100 * after.accuracy));
  exercise::predicted(
      "The mean loss on unseen digits, with weights 10 times as large:", loss, choices,
      change(before.loss, after.loss),
      fmt::format("a loss of {:.2f} before, {:.2f} after.", before.loss, after.loss));
  exercise::predicted(
      "The mean loss on unseen digits, with a tenth of the weights:", loss_of_small_weights,
      choices, change(before.loss, small.loss),
      fmt::format("a loss of {:.2f} before, {:.2f} after.", before.loss, small.loss));
  exercise::comment(
      "All scores grow alike, so the highest stays the highest. But the probabilities become "
      "extreme: where the "
      "classifier is wrong, it is now sure of it, and the loss, which is minus the logarithm "
      "of the correct class's "
      "probability, has no upper end. With small weights everything is nearly as likely: log "
      "10 for ten classes.");
}
