#include <armadillo>

// The mean hinge loss of a whole batch, without a loop.
//   scores is C x N, one example a column; correct_classes has N classes.
// Hint to begin with: scores.each_row() - row takes a row from every row of a matrix.
double mean_hinge_loss(const arma::mat& scores, const arma::uvec& correct_classes,
                       double margin) {
  // Your code here.
  return 0;
}
