#include "checking/checking.hpp"

void check(arma::mat cells(double, double, double, arma::uword)) {
  const auto divided = exercise::question("cells(low, high, stride, count)", cells);
  divided(0, 4, 1, 2).is(arma::mat{{0, 2}, {2, 4}});
  divided(32, 96, 16, 2).is(arma::mat{{2, 4}, {4, 6}});
  divided(16, 64, 16, 2).is(arma::mat{{1, 3}, {2, 4}});
  divided(17, 61, 16, 3).is(arma::mat{{1, 2}, {2, 3}, {3, 4}});
  divided(40, 70, 8, 7).is(arma::mat{{5, 6}, {5, 7}, {6, 7}, {6, 8}, {7, 8}, {7, 9}, {8, 9}});
  divided(20, 22, 8, 2).is(arma::mat{{3, 4}, {3, 4}});
}
