#include <algorithm>
#include <armadillo>

double recall(const arma::mat& overlaps, arma::uword most) {
  const arma::mat first = overlaps.head_rows(std::min(most, overlaps.n_rows));
  const arma::rowvec best = arma::max(first, 0);
  return double(arma::accu(best >= 0.5)) / double(overlaps.n_cols);
}
