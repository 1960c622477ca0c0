#include "checking/checking.hpp"

// dx by the definition: forward, each window of x takes its greatest pixel, the first of them
// row by row.
arma::mat expected(const arma::mat& x, const arma::mat& dy, arma::uword size,
                   arma::uword stride) {
  arma::mat dx(arma::size(x));
  for (arma::uword p = 0; p < dy.n_rows; ++p)
    for (arma::uword q = 0; q < dy.n_cols; ++q) {
      const arma::mat by_rows = x.submat(p * stride, q * stride, arma::size(size, size)).t();
      const arma::uword first =
          by_rows.index_max();  // in memory, which now runs along the window's rows
      dx(p * stride + first / size, q * stride + first % size) += dy(p, q);
    }
  return dx;
}

void check(arma::mat max_pool_backward(const arma::mat&, const arma::mat&, arma::uword,
                                       arma::uword)) {
  const auto ask = [&](const arma::mat& x, const arma::mat& dy, arma::uword size,
                       arma::uword stride) {
    exercise::question("max_pool_backward(x, dy, size, stride)", max_pool_backward)(x, dy, size,
                                                                                    stride)
        .is(expected(x, dy, size, stride));
  };
  const arma::mat x = {{1, 5, 2, 0}, {3, 4, 8, 6}, {7, 2, 1, 3}, {0, 6, 5, 9}};
  const arma::mat equal = {{4, 0, 0, 3}, {4, 4, 3, 3}, {2, 5, 1, 0}, {5, 2, 0, 1}};
  ask(x, {{1, 2}, {3, 4}}, 2, 2);
  ask(x - 10, {{1, 2}, {3, 4}}, 2, 2);  // all pixels negative
  ask(x, {{1, 2}, {3, 4}}, 3, 1);       // windows that overlap
  ask(equal, {{1, 2}, {3, 4}}, 2, 2);   // some pixels equal, in one row and in one column
  ask(exercise::sample(5, 7, 1, 11).slice(0), {{1, 2, 3}, {4, 5, 6}}, 3, 2);
  ask(exercise::random_matrix(6, 5, 3), exercise::random_matrix(3, 2, 4), 2, 2);
}
