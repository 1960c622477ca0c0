#include <armadillo>

double mean_hinge_loss(const arma::mat& scores, const arma::uvec& correct_classes,
                       double margin) {
  const arma::uvec place =
      correct_classes + arma::regspace<arma::uvec>(0, scores.n_cols - 1) * scores.n_rows;
  const arma::rowvec correct = scores.elem(place).t();
  const arma::mat margins =
      arma::clamp(scores.each_row() - correct + margin, 0, arma::datum::inf);
  // Every correct class counted its own margin.
  return arma::accu(margins) / scores.n_cols - margin;
}
