#include "checking/checking.hpp"

void check(double iou(const arma::vec4&, const arma::vec4&)) {
  const auto overlap = exercise::question("iou(a, b)", iou);
  overlap({0, 0, 10, 10}, {5, 0, 15, 10}).is(50.0 / 150);
  overlap({0, 0, 10, 10}, {0, 0, 10, 10}).is(1);
  overlap({2, 1, 9, 8}, {4, 3, 6, 5}).is(4.0 / 49);
  overlap({0, 0, 10, 10}, {12, 15, 20, 30}).is(0);
  overlap({0, 0, 10, 10}, {5, 12, 15, 20}).is(0);
  overlap({12, 3, 20, 9}, {0, 0, 10, 10}).is(0);
  overlap({5, 5, 5, 5}, {5, 5, 5, 5}).is(0);
  overlap({0, 0, 10, 4}, {5, 0, 15, 10}).is(20.0 / 120);
  overlap({0, 0, 0.5, 0.5}, {0, 0, 0.5, 0.5}).is(1);
  overlap({1, 2, 8, 6}, {3, 1, 5, 9}).is(8.0 / (28 + 16 - 8));
}
