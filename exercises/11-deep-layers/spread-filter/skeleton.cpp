#include <armadillo>

// A transposed convolution of one channel, without padding: every pixel of x adds its value
// times the filter to a window of y, and from pixel to pixel the window moves by `stride`.
//   All are indexed (row, column).
arma::mat transposed(const arma::mat& x, const arma::mat& filter, arma::uword stride) {
  // Your code here.
  return {};
}
