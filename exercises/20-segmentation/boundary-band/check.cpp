#include "checking/checking.hpp"

void check(arma::mat at_boundary(const arma::mat&, double)) {
  const auto found = exercise::question("at_boundary(labels, ignored)", at_boundary);
  found({{1, 1, 2}, {1, 1, 2}}, 9).is(arma::mat{{0, 1, 1}, {0, 1, 1}});
  found({{1, 1, 1}, {1, 1, 1}, {3, 3, 3}}, 9).is(arma::mat{{0, 0, 0}, {1, 1, 1}, {1, 1, 1}});
  found({{1, 1, 1}, {1, 1, 1}, {1, 1, 4}}, 9).is(arma::mat{{0, 0, 0}, {0, 0, 1}, {0, 1, 1}});
  found({{1, 9, 2}, {1, 9, 2}, {1, 1, 2}}, 9).is(arma::mat{{0, 0, 0}, {0, 0, 0}, {0, 1, 1}});
  found({{1, 1, 1, 1}, {2, 2, 2, 2}, {2, 2, 2, 2}, {2, 2, 2, 2}}, 9)
      .is(arma::mat{{1, 1, 1, 1}, {1, 1, 1, 1}, {0, 0, 0, 0}, {0, 0, 0, 0}});
  found({{2, 2, 2, 1}, {2, 2, 2, 1}, {3, 2, 2, 1}, {3, 2, 2, 1}}, 9)
      .is(arma::mat{{0, 0, 1, 1}, {1, 0, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}});
}
