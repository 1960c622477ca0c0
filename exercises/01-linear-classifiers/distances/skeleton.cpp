#include <armadillo>

// The squared Euclidean distance from every test example to every training example.
//   train is D x N and test is D x M, one example a column. The result is N x M.
// Remember |a - b|² = |a|² - 2 aᵀb + |b|². No loops: one matrix product does the work.
arma::mat squared_distances(const arma::mat& train, const arma::mat& test) {
  // Your code here.
  return {};
}
