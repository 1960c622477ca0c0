#include <armadillo>
#include <vector>

// The lengths of the runs of a row of pixels that are 0 (out) or 1 (in): how many are out, then
// how many in, then out, and so on. The first may be 0. A row of no pixels has one run, of 0.
arma::vec run_lengths(const arma::vec& row) {
  // Your code here.
  return {};
}
