#include "checking/checking.hpp"

void check(arma::mat whiten(const arma::mat&, const arma::mat&, const arma::vec&, double)) {
  const auto asked = exercise::question("whiten(x, U, S, epsilon)", whiten);
  const arma::mat U = {{0.6, -0.8}, {0.8, 0.6}}, x = {{1, 2, -3}, {4, -1, -3}};
  const arma::vec S = {16, 3};
  arma::mat expected(2, 3);
  for (arma::uword n = 0; n < 3; ++n)
    for (arma::uword i = 0; i < 2; ++i)
      expected(i, n) = (U(0, i) * x(0, n) + U(1, i) * x(1, n)) / std::sqrt(S(i) + 1);
  asked(x, U, S, 1).is(expected);
  asked({{2, 1}, {0, 3}}, arma::eye(2, 2), {0, 2}, 0.25).is(arma::mat{{4, 2}, {0, 2}});
}
