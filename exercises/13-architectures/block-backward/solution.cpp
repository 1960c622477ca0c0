#include <armadillo>

arma::mat block_backward(const arma::mat& dy, const arma::mat& x, const arma::mat& w1,
                         const arma::mat& w2) {
  const arma::mat inside = w1.t() * x;
  const arma::mat sum = x + w2.t() * arma::clamp(inside, 0, arma::datum::inf);
  arma::mat dsum = dy;
  dsum.elem(arma::find(sum <= 0)).zeros();
  arma::mat dinside = w2 * dsum;
  dinside.elem(arma::find(inside <= 0)).zeros();
  return dsum + w1 * dinside;
}
