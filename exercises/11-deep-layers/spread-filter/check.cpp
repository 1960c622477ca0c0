#include "checking/checking.hpp"

// y by asking of each of its pixels which products reach it.
arma::mat expected(const arma::mat& x, const arma::mat& filter, arma::uword stride) {
  arma::mat y((x.n_rows - 1) * stride + filter.n_rows, (x.n_cols - 1) * stride + filter.n_cols);
  for (arma::uword i = 0; i < y.n_rows; ++i)
    for (arma::uword j = 0; j < y.n_cols; ++j)
      for (arma::uword r = 0; r < filter.n_rows; ++r)
        for (arma::uword s = 0; s < filter.n_cols; ++s) {
          const bool comes_from_a_pixel =
              i >= r && j >= s && (i - r) % stride == 0 && (j - s) % stride == 0 &&
              (i - r) / stride < x.n_rows && (j - s) / stride < x.n_cols;
          if (comes_from_a_pixel)
            y(i, j) += x((i - r) / stride, (j - s) / stride) * filter(r, s);
        }
  return y;
}

void check(arma::mat transposed(const arma::mat&, const arma::mat&, arma::uword)) {
  const auto ask = [&](const arma::mat& x, const arma::mat& filter, arma::uword stride) {
    exercise::question("transposed(x, filter, stride)", transposed)(x, filter, stride)
        .is(expected(x, filter, stride));
  };
  ask(arma::mat(1, 1, arma::fill::value(2.0)), {{1, 2, 5}, {3, 4, 6}}, 1);
  ask({{1, 10}, {100, 1000}}, {{1, 2}, {3, 4}}, 2);
  ask({{1, 10}}, {{1, 2, 3}}, 1);
  ask({{1, 10, 100}, {2, 3, 4}}, {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, 2);
  ask(exercise::random_matrix(3, 2, 1), exercise::random_matrix(2, 4, 2), 3);
}
