#include <armadillo>

// Takes the mean away from examples: train is D x N and validation D x M, an example a column.
//   Returns both, D x (N + M), the training examples first.
// The doctor says of a training on what this gives that its statistics leak. Find the fault,
// and mend it.
arma::mat centred(const arma::mat& train, const arma::mat& validation) {
  const arma::mat all = arma::join_rows(train, validation);
  return all.each_col() - arma::mean(all, 1);
}
