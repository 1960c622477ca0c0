#include <armadillo>

// Whitened components of centred examples: turned to the eigenvectors, and each divided by the
// root of (its eigenvalue + epsilon).
//   x is D x N, centred, an example a column; U is D x D, an eigenvector a column; S are the
//   eigenvalues.
arma::mat whiten(const arma::mat& x, const arma::mat& U, const arma::vec& S, double epsilon) {
  // Your code here.
  return {};
}
