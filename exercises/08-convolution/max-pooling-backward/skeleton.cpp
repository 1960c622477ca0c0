#include <armadillo>

// The gradient of max pooling, on one channel.
//   x is H x W, with x(i, j) in row i and column j. A window of size x size pixels moves
//   `stride` pixels a step, from the top left and without padding. Forward, y(p, q) was the
//   greatest pixel of the window that has its corner at (p * stride, q * stride). dy is P x Q
//   like y. The result, dx, is H x W: each dy goes to the pixel that was greatest in its window
//   (the first of them, row by row, if several are equal), and adds up where windows share that
//   pixel.
arma::mat max_pool_backward(const arma::mat& x, const arma::mat& dy, arma::uword size,
                            arma::uword stride) {
  arma::mat dx(arma::size(x));
  // Your code here.
  return dx;
}
