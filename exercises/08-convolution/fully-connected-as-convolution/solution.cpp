#include <armadillo>
#include <vector>

std::vector<arma::cube> as_filters(const arma::mat& weight, arma::uword channels, arma::uword height,
                                   arma::uword width) {
  std::vector<arma::cube> filters;
  for (arma::uword k = 0; k < weight.n_cols; ++k) {
    filters.push_back(arma::cube(weight.colptr(k), width, height, channels));
  }
  return filters;
}
