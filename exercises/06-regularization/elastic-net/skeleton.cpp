#include <armadillo>

// The gradient of l1 * sum |w| + l2 / 2 * sum w² by the weights; 0 for the first part where a
// weight is 0.
arma::mat elastic_net_gradient(const arma::mat& w, double l1, double l2) {
  // Your code here.
  return {};
}
