#include <armadillo>

// The gradient of YOLO's loss by the five numbers of one box: x, y, the roots of width and
// height, confidence.
//   y holds what the network says, truth the four numbers that are wanted, overlap the IoU of
//   the box with the object. responsible says whether the box is; if not, only its confidence
//   counts. The weights are 5 for place and size, 1 for objects' confidence, 0.5 for others'.
arma::vec gradient(const arma::vec& y, const arma::vec& truth, double overlap,
                   bool responsible) {
  // Your code here.
  return arma::zeros(5);
}
