#include <armadillo>

arma::mat mask_gradient(const arma::mat& logits, arma::uword label,
                        const arma::rowvec& target) {
  arma::mat gradient(arma::size(logits));
  const arma::rowvec p = 1 / (1 + arma::exp(-logits.row(label)));
  gradient.row(label) = (p - target) / double(target.n_elem);
  return gradient;
}
