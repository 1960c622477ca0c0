#include <algorithm>
#include <armadillo>

// The recall of the first `most` boxes of an image: the share of its objects that at least one
// of them covers with an IoU of 0.5 or more.
//   overlaps holds the IoU of every box (a row each) with every object (a column each). There
//   may be fewer boxes than `most`.
double recall(const arma::mat& overlaps, arma::uword most) {
  // Your code here.
  return 0;
}
