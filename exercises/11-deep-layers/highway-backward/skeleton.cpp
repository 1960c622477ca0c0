#include <armadillo>

// The gradients of a highway layer's mixture y = t h + (1 - t) x, number by number.
//   All inputs have n numbers. Returns n x 3: the gradients dh, dt and dx as columns, where dx
//   is the direct one alone; what comes back through the branches is added by who calls this.
arma::mat highway_backward(const arma::vec& dy, const arma::vec& x, const arma::vec& h,
                           const arma::vec& t) {
  // Your code here.
  return arma::zeros(dy.n_elem, 3);
}
