#include "checking/checking.hpp"

void check(double pixel_accuracy(const arma::mat&), double mean_iou(const arma::mat&)) {
  const arma::mat even = {{3, 1}, {2, 4}}, rare = {{90, 0, 0}, {6, 2, 0}, {2, 0, 0}};
  const arma::mat absent = {{5, 0, 3}, {0, 0, 0}, {1, 0, 11}};
  const auto accuracy = exercise::question("pixel_accuracy(counts)", pixel_accuracy);
  accuracy(even).is(0.7);
  accuracy(rare).is(0.92);
  const auto iou = exercise::question("mean_iou(counts)", mean_iou);
  iou(even).is((3.0 / 6 + 4.0 / 7) / 2);
  iou(rare).is((90.0 / 98 + 2.0 / 8 + 0) / 3);
  iou(absent).is((5.0 / 9 + 11.0 / 15) / 2);
}
