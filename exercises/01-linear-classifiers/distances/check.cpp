#include "checking/checking.hpp"

void check(arma::mat squared_distances(const arma::mat&, const arma::mat&)) {
  const auto distances =
      exercise::question("squared_distances(train, test)", squared_distances);
  distances({{0, 3, 1}, {0, 4, 1}}, {{0, 1}, {0, 0}}).is(arma::mat{{0, 1}, {25, 20}, {2, 1}});
  const arma::mat train = exercise::random_matrix(4, 3, 1),
                  test = exercise::random_matrix(4, 2, 2);
  arma::mat expected(3, 2);
  for (arma::uword i = 0; i < 3; ++i)
    for (arma::uword j = 0; j < 2; ++j)
      expected(i, j) = std::pow(arma::norm(train.col(i) - test.col(j)), 2);
  distances(train, test).is(expected);
}
