#include <armadillo>

arma::mat at_boundary(const arma::mat& labels, double ignored) {
  arma::mat found(arma::size(labels), arma::fill::zeros);
  for (arma::uword i = 0; i < labels.n_rows; ++i)
    for (arma::uword j = 0; j < labels.n_cols; ++j) {
      const auto differs = [&](arma::uword row, arma::uword column) {
        const bool inside = row < labels.n_rows && column < labels.n_cols;
        return inside && labels(row, column) != ignored && labels(row, column) != labels(i, j);
      };
      const bool known = labels(i, j) != ignored;
      const bool vertical = differs(i - 1, j) || differs(i + 1, j);
      const bool horizontal = differs(i, j - 1) || differs(i, j + 1);
      if (known && (vertical || horizontal)) found(i, j) = 1;
    }
  return found;
}
