#include <armadillo>
#include <vector>

// A convolution layer on one image, by plain loops.
//   x is H x W x C: x(i, j, c) is channel c of the pixel in row i, column j.
//   There are K filters of R x S x C, indexed alike: filters[k](r, s, c). bias has one number a
//   filter. The result y is P x Q x K, P = (H - R + 2 padding) / stride + 1 and Q = (W - S + 2
//   padding) / stride + 1, and
//     y(p, q, k) = bias(k) + the sum over c, r, s of
//                  filters[k](r, s, c) * x(p * stride + r - padding, q * stride + s - padding,
//                  c).
// Outside the image x is 0.
arma::cube convolve(const arma::cube& x, const std::vector<arma::cube>& filters,
                    const arma::vec& bias, arma::uword stride, arma::uword padding) {
  // Your code here.
  return {};
}
