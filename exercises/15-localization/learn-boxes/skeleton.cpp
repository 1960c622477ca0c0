#include <armadillo>

// The weight (features x 4) of a box head that answers weight.t() * x, after so many steps of
// gradient descent from zeros on the loss
//   (1 / N) sum over examples of half the squared distance between answer and true shares.
//   x is features x N, an example a column; boxes is 4 x N.
arma::mat learn_boxes(const arma::mat& x, const arma::mat& boxes, arma::uword steps,
                      double rate) {
  // Your code here.
  return arma::zeros(x.n_rows, 4);
}
