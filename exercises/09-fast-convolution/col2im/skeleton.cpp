#include <armadillo>

// The way back from im2col: every number of a column goes to the pixel that im2col would have copied it from, and
// where patches overlap, the numbers add up. A convolution's gradient goes this way from the patches to the image.
//   columns is (C R S) x (P Q): row (c * R + r) * S + s of column p * Q + q belongs to
//     dx(q * stride + s - padding, p * stride + r - padding, c), or to no pixel if that is outside the image.
//   R = kernel_height, S = kernel_width; Q = (W - S + 2 padding) / stride + 1, P = (H - R + 2 padding) / stride + 1.
//   dx is W x H x C, indexed (x, y, channel).
arma::cube col2im(const arma::mat& columns, arma::uword width, arma::uword height, arma::uword channels,
                  arma::uword kernel_height, arma::uword kernel_width, arma::uword stride, arma::uword padding) {
  arma::cube dx(width, height, channels);
  // dx is full of zeros. Your code here.
  return dx;
}
