#include <armadillo>

// Moves an image by whole pixels, down and to the right; negative numbers move it up and to the
// left. What comes in at the border is 0. Row 0 is the uppermost.
arma::mat shifted(const arma::mat& image, int down, int right) {
  // Your code here.
  return image;
}
