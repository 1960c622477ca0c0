#include <armadillo>

int different_units(const arma::mat& W) {
  int count = 0;
  for (arma::uword i = 0; i < W.n_cols; ++i) {
    bool is_new = true;
    for (arma::uword j = 0; j < i; ++j)
      if (arma::all(W.col(i) == W.col(j))) is_new = false;
    count += is_new ? 1 : 0;
  }
  return count;
}
