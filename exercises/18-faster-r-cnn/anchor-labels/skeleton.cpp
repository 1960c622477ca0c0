#include <armadillo>

// What each anchor learns: 1 for an object, 0 for background, -1 for nothing.
//   ious: an anchor a row, an object a column.
// An anchor learns an object if its best IoU is at least `object`, and background if it is
// below `background`. And the anchors that have an object's best IoU learn an object too,
// however small it is, unless it is 0.
arma::vec labels(const arma::mat& ious, double object, double background) {
  // Your code here.
  return {};
}
