#include <armadillo>
#include <vector>

arma::cube convolve(const arma::cube& x, const std::vector<arma::cube>& filters, const arma::vec& bias,
                    arma::uword stride, arma::uword padding) {
  const arma::uword K = filters.size(), S = filters[0].n_rows, R = filters[0].n_cols;
  const arma::uword Q = (x.n_rows - S + 2 * padding) / stride + 1, P = (x.n_cols - R + 2 * padding) / stride + 1;
  arma::cube y(Q, P, K);
  for (arma::uword k = 0; k < K; ++k)
    for (arma::uword p = 0; p < P; ++p)
      for (arma::uword q = 0; q < Q; ++q) {
        double sum = bias(k);
        for (arma::uword c = 0; c < x.n_slices; ++c)
          for (arma::uword r = 0; r < R; ++r)
            for (arma::uword s = 0; s < S; ++s) {
              const int i = int(p + r) - int(padding), j = int(q + s) - int(padding);
              if (i >= 0 && j >= 0 && i < int(x.n_cols) && j < int(x.n_rows)) sum += filters[k](s, r, c) * x(j, i, c);
            }
        y(q, p, k) = sum;
      }
  return y;
}
