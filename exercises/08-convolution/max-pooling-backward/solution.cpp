#include <armadillo>

arma::mat max_pool_backward(const arma::mat& x, const arma::mat& dy, arma::uword size,
                            arma::uword stride) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q) {
      const arma::uword top = p * stride, left = q * stride;
      arma::uword row = top, column = left;
      for (arma::uword i = top; i < top + size; ++i)
        for (arma::uword j = left; j < left + size; ++j)
          if (x(i, j) > x(row, column)) {
            row = i;
            column = j;
          }
      dx(row, column) += dy(p, q);
    }
  return dx;
}
