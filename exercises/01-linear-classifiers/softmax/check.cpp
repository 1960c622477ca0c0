#include "checking/checking.hpp"

void check(arma::mat softmax(const arma::mat&)) {
  const auto probabilities = exercise::question("softmax(scores)", softmax);
  const arma::mat logarithms = arma::log(arma::mat{{1, 2}, {2, 2}, {1, 4}});
  probabilities
      .given("scores",
             "log 1, log 2, log 1 and log 2, log 2, log 4, an example a column")(logarithms)
      .is(arma::mat{{0.25, 0.25}, {0.5, 0.25}, {0.25, 0.5}});

  const arma::mat scores = exercise::random_matrix(4, 3, 1);
  arma::mat expected = arma::exp(scores);
  for (arma::uword i = 0; i < 3; ++i) expected.col(i) /= arma::accu(expected.col(i));
  probabilities(scores).is(expected);

  // Neither the largest nor the smallest of these may end as infinity, nor all of an example as
  // zeros.
  const double tiny = std::exp(-1.0);
  probabilities({{1000, -1000}, {999, -1000}})
      .is(arma::mat{{1 / (1 + tiny), 0.5}, {tiny / (1 + tiny), 0.5}});
  probabilities({{1000, -1000, 0}, {-1000, 1000, -1000}, {-1000, 999, -1000}})
      .is(arma::mat{{1, 0, 1}, {0, 1 / (1 + tiny), 0}, {0, tiny / (1 + tiny), 0}});
}
