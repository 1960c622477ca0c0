#include <armadillo>

arma::mat transposed(const arma::mat& x, const arma::mat& filter, arma::uword stride) {
  arma::mat y((x.n_rows - 1) * stride + filter.n_rows, (x.n_cols - 1) * stride + filter.n_cols);
  for (arma::uword p = 0; p < x.n_rows; ++p)
    for (arma::uword q = 0; q < x.n_cols; ++q)
      y.submat(p * stride, q * stride, arma::size(filter)) += x(p, q) * filter;
  return y;
}
