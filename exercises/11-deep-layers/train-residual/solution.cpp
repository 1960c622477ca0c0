#include <armadillo>
#include <vector>

arma::mat block_forward(const arma::mat& x, const arma::mat& w1, const arma::mat& w2) {
  const arma::mat hidden = arma::clamp(w1.t() * x, 0, arma::datum::inf);
  return x + w2.t() * hidden;
}

std::vector<arma::mat> block_backward(const arma::mat& dy, const arma::mat& x,
                                      const arma::mat& w1, const arma::mat& w2) {
  const arma::mat a = arma::clamp(w1.t() * x, 0, arma::datum::inf);
  arma::mat da = w2 * dy;
  da.elem(arma::find(a <= 0)).zeros();
  return {dy + w1 * da, x * da.t(), a * dy.t()};
}
