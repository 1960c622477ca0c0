#include <armadillo>

arma::mat scores(const arma::vec& confidences, const arma::vec& classes) {
  const arma::vec c = arma::clamp(confidences, 0, arma::datum::inf);
  const arma::vec p = arma::clamp(classes, 0, arma::datum::inf);
  return c * p.t();
}
