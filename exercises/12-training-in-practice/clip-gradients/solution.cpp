#include <armadillo>

arma::mat clipped(const arma::mat& gradients, double limit) {
  const double norm = arma::norm(gradients, "fro");
  if (norm <= limit) return gradients;
  return gradients * (limit / norm);
}
