#include <armadillo>

double mean_hinge_loss(const arma::mat& scores, const arma::uvec& right_classes, double margin) {
  const arma::rowvec right = scores.row(right_classes[0]);
  const arma::mat margins = arma::clamp(scores.each_row() - right + margin, 0, arma::datum::inf);
  return arma::accu(margins) / scores.n_cols - margin;
}
