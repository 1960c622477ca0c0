#include <armadillo>

arma::mat centred(const arma::mat& train, const arma::mat& validation) {
  const arma::mat all = arma::join_rows(train, validation);
  return all.each_col() - arma::mean(train, 1);
}
