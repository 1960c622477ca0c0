#include <armadillo>
#include <vector>

arma::mat unpool(const std::vector<arma::umat>& taken, const std::vector<arma::mat>& dpooled,
                 arma::uword rows, arma::uword columns) {
  arma::mat dmap = arma::zeros(rows, columns);
  for (std::size_t r = 0; r < taken.size(); ++r)
    for (arma::uword i = 0; i < taken[r].n_rows; ++i)
      for (arma::uword j = 0; j < taken[r].n_cols; ++j) {
        const arma::uword place = taken[r](i, j);
        if (place >= rows * columns) continue;
        dmap(place / columns, place % columns) += dpooled[r](i, j);
      }
  return dmap;
}
