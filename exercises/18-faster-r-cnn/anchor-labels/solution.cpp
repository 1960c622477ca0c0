#include <armadillo>

arma::vec labels(const arma::mat& ious, double object, double background) {
  arma::vec result(ious.n_rows);
  for (arma::uword i = 0; i < ious.n_rows; ++i) {
    const double best = ious.row(i).max();
    result(i) = best >= object ? 1 : best < background ? 0 : -1;
  }
  for (arma::uword k = 0; k < ious.n_cols; ++k)
    for (arma::uword i = 0; i < ious.n_rows; ++i)
      if (ious(i, k) > 0 && ious(i, k) == ious.col(k).max()) result(i) = 1;
  return result;
}
