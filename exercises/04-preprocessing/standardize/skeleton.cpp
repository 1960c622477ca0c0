#include <armadillo>

// New examples, every feature centred and scaled so that the *training* examples have mean 0
// and variance 1 (divided by N, not N - 1). A feature that is the same in all training examples
// is only centred; its deviation, as computed, may be a rounding away from 0.
//   train is D x N, x is D x M, an example a column; so is the result.
arma::mat standardize(const arma::mat& train, arma::mat x) {
  // Your code here.
  return {};
}
