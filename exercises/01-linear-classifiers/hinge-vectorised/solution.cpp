#include <armadillo>

double mean_hinge_loss(const arma::mat& scores, const arma::uvec& right_classes, double margin) {
  const arma::uvec place = right_classes + arma::regspace<arma::uvec>(0, scores.n_cols - 1) * scores.n_rows;
  const arma::rowvec right = scores.elem(place).t();
  const arma::mat margins = arma::clamp(scores.each_row() - right + margin, 0, arma::datum::inf);
  return arma::accu(margins) / scores.n_cols - margin;  // every right class counted its own margin
}
