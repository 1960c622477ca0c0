#include <armadillo>

#include "cells.cpp"

arma::mat pool_region(const arma::mat& map, const arma::vec4& box, double stride,
                      arma::uword grid) {
  const arma::mat rows = cells(box(1), box(3), stride, grid);
  const arma::mat columns = cells(box(0), box(2), stride, grid);
  arma::mat pooled = arma::zeros(grid, grid);
  for (arma::uword i = 0; i < grid; ++i)
    for (arma::uword j = 0; j < grid; ++j) {
      const double top = std::max(rows(i, 0), 0.0), left = std::max(columns(j, 0), 0.0);
      const double bottom = std::min(rows(i, 1), double(map.n_rows));
      const double right = std::min(columns(j, 1), double(map.n_cols));
      if (bottom <= top || right <= left) continue;
      pooled(i, j) = map.submat(top, left, bottom - 1, right - 1).max();
    }
  return pooled;
}
