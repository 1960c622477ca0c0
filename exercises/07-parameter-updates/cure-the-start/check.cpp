#include <fmt/format.h>

#include "checking/checking.hpp"
#include "checking/consulting.hpp"

void check(arma::mat first_weights(arma::uword, arma::uword)) {
  arma::arma_rng::set_seed(1);
  for (const arma::uword inputs : {50, 400}) {
    const auto asked =
        exercise::question("first_weights(inputs, units)", first_weights)(inputs, 200);
    asked
        .part("the size",
              [](const arma::mat& w) {
                return arma::rowvec{double(w.n_rows), double(w.n_cols)};
              })
        .is(arma::rowvec{double(inputs), 200});
    asked
        .part("the variance of a unit's sum, for inputs of variance 1",
              [](const arma::mat& w) { return arma::mean(arma::sum(arma::square(w), 0)); })
        .is_near(1, 0.1);
    asked
        .part("how many different weights, in hundredths of all",
              [](const arma::mat& w) {
                return std::round(100 *
                                  double(arma::vec(arma::unique(arma::vectorise(w))).n_elem) /
                                  double(w.n_elem));
              })
        .is(100.0);
    asked
        .part("the mean weight, in units of their spread",
              [](const arma::mat& w) {
                return std::round(arma::mean(arma::vectorise(w)) /
                                  std::max(arma::stddev(arma::vectorise(w)), 1e-12));
              })
        .is(0.0);
  }
  exercise::Examples learnt = exercise::digits(300, 1), others = exercise::digits(200, 2);
  const arma::vec mean = arma::mean(learnt.x, 1);
  const double spread = arma::stddev(arma::vectorise(learnt.x));
  learnt.x = (learnt.x.each_col() - mean) / spread;
  others.x = (others.x.each_col() - mean) / spread;
  const auto weights =
      exercise::question("first_weights(inputs, units)", first_weights)(learnt.x.n_rows, 32);
  if (!weights.value() || weights.value()->n_rows != learnt.x.n_rows ||
      weights.value()->n_cols != 32)
    return;
  const auto found = exercise::consult(learnt, others, {.weights = *weights.value()});
  exercise::comment(fmt::format(
      "The doctor on a training from your weights: {}: {}. It is correct for {:.0f} % of other "
      "digits.",
      found.verdict, found.says, 100 * found.accuracy));
}
