#include "checking/checking.hpp"

void check(arma::mat shifted(const arma::mat&, int, int)) {
  const auto ask = exercise::question("shifted(image, down, right)", shifted);
  const auto expected = [](const arma::mat& image, int down, int right) {
    arma::mat wide(3 * image.n_rows, 3 * image.n_cols, arma::fill::zeros);
    const auto rows = int(image.n_rows), columns = int(image.n_cols);
    wide.submat(rows, columns, 2 * rows - 1, 2 * columns - 1) = image;
    return arma::mat(wide.submat(rows - down, columns - right, 2 * rows - 1 - down,
                                 2 * columns - 1 - right));
  };
  const arma::mat image = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
  for (const auto& [down, right] :
       {std::pair{1, 0}, {0, 2}, {-1, 1}, {2, -3}, {0, 0}, {-2, -1}, {3, 0}})
    ask(image, down, right).is(expected(image, down, right));
}
