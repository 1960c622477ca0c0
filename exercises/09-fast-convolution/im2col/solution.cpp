#include <armadillo>

arma::mat im2col(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width,
                 arma::uword stride, arma::uword padding) {
  const arma::uword C = x.n_slices, R = kernel_height, S = kernel_width;
  const arma::uword P = (x.n_rows - R + 2 * padding) / stride + 1,
                    Q = (x.n_cols - S + 2 * padding) / stride + 1;
  arma::mat columns(C * R * S, P * Q);
  for (arma::uword p = 0; p < P; ++p)
    for (arma::uword q = 0; q < Q; ++q)
      for (arma::uword c = 0; c < C; ++c)
        for (arma::uword r = 0; r < R; ++r)
          for (arma::uword s = 0; s < S; ++s) {
            const int i = int(p * stride + r) - int(padding),
                      j = int(q * stride + s) - int(padding);
            if (i >= 0 && j >= 0 && i < int(x.n_rows) && j < int(x.n_cols))
              columns((c * R + r) * S + s, p * Q + q) = x(i, j, c);
          }
  return columns;
}
