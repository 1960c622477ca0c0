#include <armadillo>

struct Gradients {
  arma::mat dW1, dW2;
};

Gradients hidden_layer_backward(const arma::mat& x, const arma::mat& W1, const arma::mat& W2,
                                const arma::mat& dscores) {
  const arma::mat h = W1.t() * x;
  const arma::mat z = arma::clamp(h, 0, arma::datum::inf);
  const arma::mat dW2 = z * dscores.t();
  arma::mat dh = W2 * dscores;
  dh.elem(arma::find(h <= 0)).zeros();
  const arma::mat dW1 = x * dh.t();
  return {dW1, dW2};
}
