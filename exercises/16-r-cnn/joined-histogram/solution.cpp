#include <armadillo>

arma::vec joined(const arma::vec& a, double size_a, const arma::vec& b, double size_b) {
  return (size_a * a + size_b * b) / (size_a + size_b);
}
