#include "checking/checking.hpp"

void check(double mask_iou(const arma::vec&, const arma::vec&)) {
  const auto iou = exercise::question("mask_iou(a, b)", mask_iou);
  iou({2, 3, 5}, {2, 3, 5}).is(1.0);
  iou({2, 4, 4}, {4, 4, 2}).is(2.0 / 6);
  iou({0, 4, 6}, {4, 6}).is(0.0);
  iou({1, 2, 3, 2, 2}, {0, 2, 5, 3}).is(2.0 / 7);
  iou({2, 1, 7}, {0, 10}).is(0.1);
  iou({10}, {10}).is(0.0);
}
