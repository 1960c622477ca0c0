#include <armadillo>

// The way back from im2col: every number of a column goes to the pixel that im2col would have
// copied it from, and where patches overlap, the numbers add up. A convolution's gradient goes
// this way from the patches to the image.
//   columns is (C R S) x (P Q): row (c * R + r) * S + s of column p * Q + q belongs to
//     dx(p * stride + r - padding, q * stride + s - padding, c), or to no pixel if that is
//     outside the image.
//   R = kernel_height, S = kernel_width; P = (H - R + 2 padding) / stride + 1, Q = (W - S + 2
//   padding) / stride + 1. dx is H x W x C, indexed (row, column, channel).
arma::cube col2im(const arma::mat& columns, arma::uword height, arma::uword width,
                  arma::uword channels, arma::uword kernel_height, arma::uword kernel_width,
                  arma::uword stride, arma::uword padding) {
  arma::cube dx(height, width, channels);
  // dx is full of zeros. Your code here.
  return dx;
}
