#include <armadillo>

arma::mat looks(const arma::mat& image, const arma::mat& mask, double mean) {
  const arma::uvec rows = arma::find(arma::sum(mask, 1) > 0);
  const arma::uvec columns = arma::find(arma::sum(mask, 0) > 0);
  const arma::mat first = image.submat(rows(0), columns(0), rows.back(), columns.back());
  const arma::mat inside = mask.submat(rows(0), columns(0), rows.back(), columns.back());
  arma::mat second = first;
  second.elem(arma::find(inside == 0)).fill(mean);
  return arma::join_rows(first, second);
}
