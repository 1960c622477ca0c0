#include <armadillo>

arma::mat highway_backward(const arma::vec& dy, const arma::vec& x, const arma::vec& h,
                           const arma::vec& t) {
  const arma::vec dh = t % dy;
  const arma::vec dt = (h - x) % dy;
  const arma::vec dx = (1 - t) % dy;
  return arma::join_rows(dh, dt, dx);
}
