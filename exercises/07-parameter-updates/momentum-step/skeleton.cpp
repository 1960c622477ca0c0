#include <armadillo>

// One step with momentum. w are the weights, v their velocity, dw their gradient.
//   Returns two columns: the new weights, and the new velocity.
arma::mat momentum_step(const arma::vec& w, const arma::vec& v, const arma::vec& dw,
                        double rate, double mu) {
  // Your code here.
  return arma::join_rows(w, v);
}
