#include <armadillo>

// The filter with which a transposed convolution of this stride (2 or more) interpolates
// linearly on one axis: a pyramid of 2 stride weights, if the stride is even, or of 2 stride -
// 1, if it is odd.
//   Inside, an image of ones must come out as ones.
arma::vec bilinear(arma::uword stride) {
  // Your code here.
  return {};
}
