#include "checking/checking.hpp"

void check(arma::mat pool_region(const arma::mat&, const arma::vec4&, double, arma::uword)) {
  const auto pooled = exercise::question("pool_region(map, box, stride, grid)", pool_region);
  const arma::mat map = arma::reshape(arma::regspace(0, 19), 5, 4).t();  // 4 rows of 5 places
  pooled(map, {0, 0, 4, 4}, 1, 2).is(arma::mat{{6, 8}, {16, 18}});
  pooled(map, {8, 0, 32, 24}, 8, 2).is(arma::mat{{7, 8}, {12, 13}});
  pooled(-map, {0, 16, 40, 32}, 8, 2).is(arma::mat{{-10, -12}, {-15, -17}});
  pooled(map - 30, {24, 0, 56, 16}, 8, 2).is(arma::mat{{-26, 0}, {-21, 0}});
  pooled(-map, {8, 0, 32, 24}, 8, 2).is(arma::mat{{-1, -2}, {-6, -7}});
  pooled(map - 30, {0, 16, 16, 48}, 8, 2).is(arma::mat{{-15, -14}, {0, 0}});
  pooled(map, {0, 0, 5, 4}, 1, 1).is(arma::mat(1, 1, arma::fill::value(19)));
}
