#include <armadillo>

// The scores of a cell: of each of its boxes (a row) for each class (a column), from the
// confidences of the boxes and the numbers of the classes. The network is a plain regression:
// numbers below 0 occur, and count as 0.
arma::mat scores(const arma::vec& confidences, const arma::vec& classes) {
  // Your code here.
  return {};
}
