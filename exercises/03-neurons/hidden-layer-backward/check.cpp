#include "checking/checking.hpp"

template <typename Gradients>
void check(Gradients hidden_layer_backward(const arma::mat&, const arma::mat&, const arma::mat&,
                                           const arma::mat&)) {
  const auto asked =
      exercise::question("hidden_layer_backward(x, W1, W2, dscores)", hidden_layer_backward);
  const arma::mat x = exercise::random_matrix(3, 4, 1), W1 = exercise::random_matrix(3, 5, 2),
                  W2 = exercise::random_matrix(5, 2, 3),
                  dscores = exercise::random_matrix(2, 4, 4);
  const auto loss = [&](const arma::mat& first, const arma::mat& second) {
    return arma::accu(dscores % (second.t() * arma::clamp(first.t() * x, 0, arma::datum::inf)));
  };
  const auto gradients = asked(x, W1, W2, dscores);
  const std::function<double(const arma::mat&)> by_second = [&](const arma::mat& W) {
    return loss(W1, W);
  };
  gradients.part("dW2", [](const Gradients& g) { return g.dW2; })
      .template is_gradient_of<arma::mat>(by_second, W2);
  const std::function<double(const arma::mat&)> by_first = [&](const arma::mat& W) {
    return loss(W, W2);
  };
  gradients.part("dW1", [](const Gradients& g) { return g.dW1; })
      .template is_gradient_of<arma::mat>(by_first, W1);
}
