#include <armadillo>

arma::mat pixel_gradient(const arma::mat& scores, const arma::ivec& labels,
                         const arma::vec& weights) {
  arma::mat gradient(arma::size(scores), arma::fill::zeros);
  double total = 0;
  for (arma::uword i = 0; i < scores.n_cols; ++i) {
    if (labels(i) < 0) continue;
    const double weight = weights(labels(i));
    arma::vec p = arma::exp(scores.col(i) - scores.col(i).max());
    p /= arma::accu(p);
    p(labels(i)) -= 1;
    gradient.col(i) = weight * p;
    total += weight;
  }
  return gradient / total;
}
