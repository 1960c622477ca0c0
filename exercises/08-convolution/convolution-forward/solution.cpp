#include <armadillo>
#include <vector>

arma::cube convolve(const arma::cube& x, const std::vector<arma::cube>& filters,
                    const arma::vec& bias, arma::uword stride, arma::uword padding) {
  const arma::uword K = filters.size(), R = filters[0].n_rows, S = filters[0].n_cols;
  const arma::uword P = (x.n_rows - R + 2 * padding) / stride + 1,
                    Q = (x.n_cols - S + 2 * padding) / stride + 1;
  arma::cube y(P, Q, K);
  for (arma::uword k = 0; k < K; ++k)
    for (arma::uword p = 0; p < P; ++p)
      for (arma::uword q = 0; q < Q; ++q) {
        double sum = bias(k);
        for (arma::uword c = 0; c < x.n_slices; ++c)
          for (arma::uword r = 0; r < R; ++r)
            for (arma::uword s = 0; s < S; ++s) {
              const int i = int(p * stride + r) - int(padding),
                        j = int(q * stride + s) - int(padding);
              if (i >= 0 && j >= 0 && i < int(x.n_rows) && j < int(x.n_cols))
                sum += filters[k](r, s, c) * x(i, j, c);
            }
        y(p, q, k) = sum;
      }
  return y;
}
