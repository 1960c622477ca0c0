#include <armadillo>

arma::mat fit(const arma::mat& codes, const arma::mat& offsets, double lambda) {
  const arma::mat penalty = lambda * arma::eye(codes.n_rows, codes.n_rows);
  return arma::solve(codes * codes.t() + penalty, codes * offsets.t());
}
