#include <armadillo>

arma::cube col2im(const arma::mat& columns, arma::uword height, arma::uword width,
                  arma::uword channels, arma::uword kernel_height, arma::uword kernel_width,
                  arma::uword stride, arma::uword padding) {
  arma::cube dx(height, width, channels);
  const arma::uword R = kernel_height, S = kernel_width;
  const arma::uword P = (height - R + 2 * padding) / stride + 1,
                    Q = (width - S + 2 * padding) / stride + 1;
  for (arma::uword p = 0; p < P; ++p)
    for (arma::uword q = 0; q < Q; ++q)
      for (arma::uword c = 0; c < channels; ++c)
        for (arma::uword r = 0; r < R; ++r)
          for (arma::uword s = 0; s < S; ++s) {
            const int i = int(p * stride + r) - int(padding),
                      j = int(q * stride + s) - int(padding);
            if (i < 0 || j < 0 || i >= int(height) || j >= int(width)) continue;
            dx(i, j, c) += columns((c * R + r) * S + s, p * Q + q);
          }
  return dx;
}
