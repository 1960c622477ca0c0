#include <armadillo>
#include <vector>

struct Gradients {
  arma::cube dx;                     // W x H x C, like x
  std::vector<arma::cube> dfilters;  // K of S x R x C, like filters
  arma::vec dbias;                   // K
};

Gradients convolve_backward(const arma::cube& dy, const arma::cube& x, const std::vector<arma::cube>& filters,
                            arma::uword stride, arma::uword padding) {
  Gradients g{arma::cube(arma::size(x)), {}, arma::vec(filters.size())};
  for (const arma::cube& filter : filters) g.dfilters.push_back(arma::cube(arma::size(filter)));
  for (arma::uword k = 0; k < dy.n_slices; ++k)
    for (arma::uword p = 0; p < dy.n_cols; ++p)
      for (arma::uword q = 0; q < dy.n_rows; ++q) {
        g.dbias(k) += dy(q, p, k);
        for (arma::uword c = 0; c < x.n_slices; ++c)
          for (arma::uword r = 0; r < filters[k].n_cols; ++r)
            for (arma::uword s = 0; s < filters[k].n_rows; ++s) {
              const int i = int(p * stride + r) - int(padding), j = int(q * stride + s) - int(padding);
              if (i < 0 || j < 0 || i >= int(x.n_cols) || j >= int(x.n_rows)) continue;
              g.dfilters[k](r, s, c) += x(j, i, c) * dy(q, p, k);
              g.dx(j, i, c) += filters[k](s, r, c) * dy(q, p, k);
            }
      }
  return g;
}
