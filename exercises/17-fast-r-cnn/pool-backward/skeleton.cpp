#include <armadillo>
#include <vector>

// The gradient of a feature map of rows x columns places, from those of its pooled regions.
//   taken[r](i, j) is the place (counted row by row) whose number cell (i, j) of region r took,
//   or rows * columns if the cell was empty; dpooled[r](i, j) is the cell's gradient.
arma::mat unpool(const std::vector<arma::umat>& taken, const std::vector<arma::mat>& dpooled,
                 arma::uword rows, arma::uword columns) {
  // Your code here.
  return arma::zeros(rows, columns);
}
