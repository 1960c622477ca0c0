#include <armadillo>

arma::mat shifted(const arma::mat& image, int down, int right) {
  arma::mat moved = arma::zeros(arma::size(image));
  for (int i = 0; i < int(image.n_rows); ++i)
    for (int j = 0; j < int(image.n_cols); ++j) {
      const int row = i + down, column = j + right;
      if (moved.in_range(row, column)) moved(row, column) = image(i, j);
    }
  return moved;
}
