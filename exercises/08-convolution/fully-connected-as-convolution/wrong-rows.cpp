#include <armadillo>
#include <vector>

std::vector<arma::cube> as_filters(const arma::mat& weight, arma::uword channels, arma::uword height,
                                   arma::uword width) {
  std::vector<arma::cube> filters;
  const arma::mat exchanged = weight.t();
  for (arma::uword k = 0; k < weight.n_cols; ++k) {
    arma::cube filter(width, height, channels);
    for (arma::uword i = 0; i < filter.n_elem; ++i) filter(i) = exchanged(k * filter.n_elem + i);
    filters.push_back(filter);
  }
  return filters;
}
