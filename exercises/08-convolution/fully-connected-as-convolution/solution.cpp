#include <armadillo>
#include <vector>

std::vector<arma::cube> as_filters(const arma::mat& weight, arma::uword channels,
                                   arma::uword height, arma::uword width) {
  std::vector<arma::cube> filters;
  for (arma::uword k = 0; k < weight.n_cols; ++k) {
    arma::cube filter(height, width, channels);
    for (arma::uword c = 0; c < channels; ++c)
      for (arma::uword r = 0; r < height; ++r)
        for (arma::uword s = 0; s < width; ++s)
          filter(r, s, c) = weight((c * height + r) * width + s, k);
    filters.push_back(filter);
  }
  return filters;
}
