#include <armadillo>

arma::mat max_pool_backward(const arma::mat& x, const arma::mat& dy, arma::uword size, arma::uword stride) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q) {
      const arma::uword top = p * stride, left = q * stride;
      const arma::mat window = x.submat(top, left, top + size - 1, left + size - 1);
      dx(window.index_max()) += dy(p, q);
    }
  return dx;
}
