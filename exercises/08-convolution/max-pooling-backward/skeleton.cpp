#include <armadillo>

// The gradient of max pooling, on one channel.
//   x is H x W, row i and column j at x(i, j). A window of size x size pixels moves `stride` pixels a step, from the
//   top left and without padding; forward, y(p, q) was the greatest pixel of the window with its corner at (p * stride,
//   q * stride). dy is P x Q like y. The result, dx, is H x W: each dy goes to the pixel that was greatest in its
//   window; to the first of them, row by row, if several are equal; and adds up where windows share that pixel.
arma::mat max_pool_backward(const arma::mat& x, const arma::mat& dy, arma::uword size, arma::uword stride) {
  arma::mat dx(arma::size(x));
  // Your code here.
  return dx;
}
