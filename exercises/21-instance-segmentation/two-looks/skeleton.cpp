#include <armadillo>

// What the two streams see of a region, side by side: the image within the region's box, and
// the same with all pixels that are not in the region set to `mean`. The mask has a 1 in the
// region and a 0 elsewhere; the region has at least a pixel.
arma::mat looks(const arma::mat& image, const arma::mat& mask, double mean) {
  // Your code here.
  return {};
}
