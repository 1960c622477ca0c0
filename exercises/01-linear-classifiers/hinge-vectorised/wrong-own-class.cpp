#include <armadillo>

double mean_hinge_loss(const arma::mat& scores, const arma::uvec& right_classes, double margin) {
  const arma::uvec place = right_classes + arma::regspace<arma::uvec>(0, scores.n_cols - 1) * scores.n_rows;
  const arma::rowvec right = scores.elem(place).t();
  return arma::accu(arma::clamp(scores.each_row() - right + margin, 0, arma::datum::inf)) / scores.n_cols;
}
