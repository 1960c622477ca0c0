#include <armadillo>

// The anchors of the place in column x and row y of a feature map whose places are `stride`
// pixels wide: for each size (the root of the area) all ratios (height by width), a box a row:
// left, top, right, bottom, in pixels.
arma::mat anchors(const arma::vec& sizes, const arma::vec& ratios, double stride, double x,
                  double y) {
  // Your code here.
  return {};
}
