#include <armadillo>
#include <vector>

// A convolution layer on one image, by plain loops.
//   x is W x H x C: x(j, i, c) is channel c of the pixel in column j, row i.
//   There are K filters of S x R x C, indexed alike: filters[k](s, r, c). bias has one number a filter.
//   The result y is Q x P x K, Q = (W - S + 2 padding) / stride + 1 and P = (H - R + 2 padding) / stride + 1, and
//     y(q, p, k) = bias(k) + the sum over c, r, s of
//                  filters[k](s, r, c) * x(q * stride + s - padding, p * stride + r - padding, c).
// Outside the image x is 0.
arma::cube convolve(const arma::cube& x, const std::vector<arma::cube>& filters, const arma::vec& bias,
                    arma::uword stride, arma::uword padding) {
  // Your code here.
  return {};
}
