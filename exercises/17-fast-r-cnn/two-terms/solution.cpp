#include <armadillo>

arma::mat class_gradient(const arma::mat& scores, const arma::uvec& labels) {
  arma::mat p = arma::exp(scores.each_row() - arma::max(scores, 0));
  p.each_row() /= arma::sum(p, 0);
  for (arma::uword r = 0; r < labels.n_elem; ++r) p(labels(r), r) -= 1;
  return p / scores.n_cols;
}

arma::mat box_gradient(const arma::mat& offsets, const arma::mat& targets,
                       const arma::uvec& labels, arma::uword background) {
  arma::mat gradient = 2 * (offsets - targets);
  for (arma::uword r = 0; r < labels.n_elem; ++r)
    if (labels(r) == background) gradient.col(r).zeros();
  return gradient / offsets.n_cols;
}
