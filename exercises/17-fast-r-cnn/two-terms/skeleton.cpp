#include <armadillo>

// The loss of R regions is (1 / R) times the sum of
//   the softmax loss of each region's scores (classes x R, the last class is background), and
//   the squared differences of offsets and targets (4 x R), of regions that are not background.

// Its gradient by the scores.
arma::mat class_gradient(const arma::mat& scores, const arma::uvec& labels) {
  // Your code here.
  return arma::zeros(arma::size(scores));
}

// Its gradient by the offsets.
arma::mat box_gradient(const arma::mat& offsets, const arma::mat& targets,
                       const arma::uvec& labels, arma::uword background) {
  // Your code here.
  return arma::zeros(arma::size(offsets));
}
