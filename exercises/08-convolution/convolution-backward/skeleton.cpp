#include <armadillo>
#include <vector>

// The gradients of a convolution layer on one image, by plain loops. Forward it was
//   y(q, p, k) = bias(k) + the sum over c, r, s of
//                filters[k](s, r, c) * x(q * stride + s - padding, p * stride + r - padding, c),
// with x = 0 outside the image. dy is Q x P x K like y, the gradient of the loss by every output. By
//   bias(k)              it is the sum of dy(q, p, k) over all places q, p;
//   filters[k](s, r, c)  the sum of dy times the pixels that this weight met;
//   x(j, i, c)           the sum of dy times the weights that this pixel met.
struct Gradients {
  arma::cube dx;                     // W x H x C, like x
  std::vector<arma::cube> dfilters;  // K of S x R x C, like filters
  arma::vec dbias;                   // K
};

Gradients convolve_backward(const arma::cube& dy, const arma::cube& x, const std::vector<arma::cube>& filters,
                            arma::uword stride, arma::uword padding) {
  Gradients g{arma::cube(arma::size(x)), {}, arma::vec(filters.size())};
  for (const arma::cube& filter : filters) g.dfilters.push_back(arma::cube(arma::size(filter)));
  // Everything has its size and is zero. Your code here.
  return g;
}
