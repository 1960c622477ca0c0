#include <armadillo>

// From a confusion matrix, counts(is, taken for), of pixels pooled over all images:
// the share of all pixels that are correct,
double pixel_accuracy(const arma::mat& counts) {
  // Your code here.
  return 0;
}

// and the mean over the classes of intersection over union. A class that neither occurs nor was
// found does not count.
double mean_iou(const arma::mat& counts) {
  // Your code here.
  return 0;
}
