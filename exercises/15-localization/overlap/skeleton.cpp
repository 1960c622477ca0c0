#include <armadillo>

// Intersection over union of two boxes, each (left, top, right, bottom) in pixels: the area
// that they share by the area that they cover together. 0 for two boxes without area.
double iou(const arma::vec4& a, const arma::vec4& b) {
  // Your code here.
  return 0;
}
