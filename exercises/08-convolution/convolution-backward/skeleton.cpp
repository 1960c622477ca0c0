#include <armadillo>
#include <vector>

// The gradients of a convolution layer on one image, by plain loops. Forward it was
//   y(p, q, k) = bias(k) + the sum over c, r, s of
//                filters[k](r, s, c) * x(p * stride + r - padding, q * stride + s - padding,
//                c),
// with x = 0 outside the image. dy is P x Q x K like y, the gradient of the loss by every
// output. By
//   bias(k)              it is the sum of dy(p, q, k) over all places p, q;
//   filters[k](r, s, c)  the sum of dy times the pixels that this weight met;
//   x(i, j, c)           the sum of dy times the weights that this pixel met.
struct Gradients {
  arma::cube dx;                     // H x W x C, like x
  std::vector<arma::cube> dfilters;  // K of R x S x C, like filters
  arma::vec dbias;                   // K
};

Gradients convolve_backward(const arma::cube& dy, const arma::cube& x,
                            const std::vector<arma::cube>& filters, arma::uword stride,
                            arma::uword padding) {
  Gradients g{arma::cube(arma::size(x)), {}, arma::vec(filters.size())};
  for (const arma::cube& filter : filters) g.dfilters.push_back(arma::cube(arma::size(filter)));
  // Everything has its size and is zero. Your code here.
  return g;
}
