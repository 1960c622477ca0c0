#include <armadillo>
#include <vector>

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
  for (arma::uword k = 0; k < dy.n_slices; ++k)
    for (arma::uword p = 0; p < dy.n_rows; ++p)
      for (arma::uword q = 0; q < dy.n_cols; ++q) {
        g.dbias(k) += dy(p, q, k);
        for (arma::uword c = 0; c < x.n_slices; ++c)
          for (arma::uword r = 0; r < filters[k].n_rows; ++r)
            for (arma::uword s = 0; s < filters[k].n_cols; ++s) {
              const int i = int(p * stride + r) - int(padding),
                        j = int(q * stride + s) - int(padding);
              if (i < 0 || j < 0 || i >= int(x.n_rows) || j >= int(x.n_cols)) continue;
              g.dfilters[k](r, s, c) += x(i, j, c) * dy(p, q, k);
              g.dx(i, j, c) += filters[k](r, s, c) * dy(p, q, k);
            }
      }
  return g;
}
