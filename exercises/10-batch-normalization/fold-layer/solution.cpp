#include <armadillo>

arma::vec factor(const arma::vec& gamma, const arma::vec& variance, double epsilon) {
  return gamma / arma::sqrt(variance + epsilon);
}

arma::mat folded_weight(const arma::mat& W, const arma::vec& gamma, const arma::vec& variance,
                        double epsilon) {
  const arma::vec scales = factor(gamma, variance, epsilon);
  return W.each_row() % arma::rowvec(scales.t());
}

arma::vec folded_bias(const arma::vec& b, const arma::vec& gamma, const arma::vec& beta,
                      const arma::vec& mean, const arma::vec& variance, double epsilon) {
  return (b - mean) % factor(gamma, variance, epsilon) + beta;
}
