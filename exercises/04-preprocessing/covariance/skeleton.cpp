#include <armadillo>

// The covariance matrix of examples, D x D, divided by their number N.
//   x is D x N, an example a column.
arma::mat covariance(arma::mat x) {
  // Your code here.
  return {};
}
