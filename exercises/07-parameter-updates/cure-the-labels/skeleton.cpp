#include <armadillo>

// Deals the examples out in another order: x is D x N, an example a column, labels has N
// classes, and order N places.
//   Returns x with the labels under it, as one more row: column n is the example that stood at
//   order(n).
// A training on what this gives is ill. Read what the doctor says of it, find the fault, and
// mend it.
arma::mat shuffled(const arma::mat& x, const arma::rowvec& labels, const arma::uvec& order) {
  return arma::join_cols(x.cols(order), labels);
}
