#include "checking/checking.hpp"

void check(arma::mat standardize(const arma::mat&, arma::mat)) {
  const auto standard = exercise::question("standardize(train, x)", standardize);
  standard({{1, 3}, {10, 30}}, {{2, 5}, {40, 20}}).is(arma::mat{{0, 3}, {2, 0}});
  standard({{4, 4, 4}, {0, 3, 6}}, {{4, 7}, {9, -3}})
      .is(arma::mat{{0, 3}, {2.4494897427831779, -2.4494897427831779}});
  standard({{0.1, 0.1, 0.1}, {1, 3, 5}}, {{0.4, 0.1}, {3, 3}}).is(arma::mat{{0.3, 0}, {0, 0}});
  const arma::mat train = exercise::random_matrix(3, 6, 1),
                  x = exercise::random_matrix(3, 4, 2);
  arma::mat expected = x;
  for (arma::uword d = 0; d < 3; ++d) {
    const double mean = arma::mean(train.row(d));
    double variance = 0;
    for (arma::uword n = 0; n < 6; ++n) variance += std::pow(train(d, n) - mean, 2) / 6;
    for (arma::uword m = 0; m < 4; ++m) expected(d, m) = (x(d, m) - mean) / std::sqrt(variance);
  }
  standard(train, x).is(expected);
}
