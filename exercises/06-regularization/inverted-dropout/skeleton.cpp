#include <armadillo>

// Inverted dropout while learning: what is kept is scaled so that the expected output is the
// input.
//   y and mask have one shape; mask is 1 where a unit is kept and 0 elsewhere; keep is the
//   probability to keep.
arma::mat dropout(const arma::mat& y, const arma::mat& mask, double keep) {
  // Your code here.
  return {};
}
