#include <armadillo>
#include <cmath>

// Step t = 1, 2, ... of Adam, with 0.9, 0.999 and an epsilon of 1e-8. m and v are the running
// means so far, of the gradients and of their squares.
//   Returns three columns: the new weights, the new m and the new v (as they are kept: without
//   the correction).
arma::mat adam_step(const arma::vec& w, const arma::vec& m, const arma::vec& v,
                    const arma::vec& dw, double rate, int t) {
  // Your code here.
  return arma::join_rows(w, m, v);
}
