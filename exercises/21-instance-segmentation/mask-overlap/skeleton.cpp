#include <armadillo>

// The IoU of two masks of the same image, given as run lengths: a(0) pixels out, a(1) in, a(2)
// out, and so on; both add up to the same number of pixels. Of two empty masks it is 0.
double mask_iou(const arma::vec& a, const arma::vec& b) {
  // Your code here.
  return 0;
}
