#include <armadillo>

// The patches that a kernel sees, one output pixel a column, so that a convolution becomes one
// matrix product.
//   x is H x W x C: x(i, j, c) is channel c of the pixel in row i, column j. The kernel has R =
//   kernel_height rows and S = kernel_width columns; P = (H - R + 2 padding) / stride + 1 and Q
//   = (W - S + 2 padding) / stride + 1. The result is (C R S) x (P Q). Column p * Q + q is the
//   patch of output (p, q); in it, row (c * R + r) * S + s is
//     x(p * stride + r - padding, q * stride + s - padding, c), or 0 outside the image.
arma::mat im2col(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width,
                 arma::uword stride, arma::uword padding) {
  // Your code here.
  return {};
}
