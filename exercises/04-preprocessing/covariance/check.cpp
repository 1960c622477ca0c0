#include "checking/checking.hpp"

void check(arma::mat covariance(arma::mat)) {
  const auto asked = exercise::question("covariance(x)", covariance);
  asked({{1, 3}, {10, 30}}).is(arma::mat{{1, 10}, {10, 100}});
  const arma::mat x = exercise::random_matrix(3, 5, 1);
  arma::mat expected(3, 3);
  for (arma::uword i = 0; i < 3; ++i)
    for (arma::uword j = 0; j < 3; ++j)
      for (arma::uword n = 0; n < 5; ++n)
        expected(i, j) +=
            (x(i, n) - arma::mean(x.row(i))) * (x(j, n) - arma::mean(x.row(j))) / 5;
  asked(x).is(expected);
}
