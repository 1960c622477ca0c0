#include <armadillo>

arma::urowvec vote(const arma::cube& scores) {
  arma::mat sum(scores.n_rows, scores.n_cols, arma::fill::zeros);
  scores.each_slice([&](const arma::mat& member) {
    const arma::mat p = arma::exp(member.each_row() - arma::max(member, 0));
    sum += p.each_row() / arma::sum(p, 0);
  });
  return arma::index_max(sum, 0);
}
