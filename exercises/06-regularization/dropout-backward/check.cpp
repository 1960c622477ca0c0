#include "checking/checking.hpp"

void check(arma::mat dropout_backward(const arma::mat&, const arma::mat&, double, bool)) {
  const auto asked =
      exercise::question("dropout_backward(dy, mask, keep, learning)", dropout_backward);
  const arma::mat dy = {{3, -2, 5}, {7, 4, -1}}, mask = {{1, 0, 1}, {0, 1, 1}};
  asked(dy, mask, 0.8, true).is(arma::mat{{3, 0, 5}, {0, 4, -1}});
  asked(dy, mask, 0.8, false).is(arma::mat(0.8 * dy));
}
