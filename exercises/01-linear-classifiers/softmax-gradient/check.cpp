#include "checking/checking.hpp"

arma::mat probabilities(const arma::mat& scores) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::mat(arma::sum(p, 0));
  return p;
}

void check(arma::mat softmax_gradient(const arma::mat&, const arma::uvec&)) {
  const arma::mat scores = {{0.1, 2, -1, 0.5}, {1.2, -0.3, 0.4, 0.1}, {-0.7, 0.6, 0.9, -2}};
  const arma::uvec right = {1, 0, 1, 2};
  const auto loss = [&](const arma::mat& s) {
    const arma::mat p = probabilities(s);
    double sum = 0;
    for (arma::uword i = 0; i < right.n_elem; ++i) sum -= std::log(p(right[i], i));
    return sum / double(right.n_elem);
  };
  const auto gradient =
      exercise::question("softmax_gradient(probabilities, correct_classes)", softmax_gradient);
  gradient(probabilities(scores), right).is_gradient_of<arma::mat>(loss, scores, 4);
}
