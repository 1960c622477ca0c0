#include <armadillo>

// The number of different units of a layer. W is D x M, a unit a column; units are the same if
// all their weights are, exactly.
int different_units(const arma::mat& W) {
  // Your code here.
  return 0;
}
