#include "checking/checking.hpp"

void check(arma::mat mask_gradient(const arma::mat&, arma::uword, const arma::rowvec&)) {
  const auto gradient =
      exercise::question("mask_gradient(logits, label, target)", mask_gradient);
  const arma::mat logits = exercise::random_matrix(3, 6, 1);
  const arma::rowvec target = {1, 0, 0, 1, 1, 0};
  for (const arma::uword label : {1, 2, 0})
    gradient(logits, label, target)
        .is_gradient_of<arma::mat>(
            [&](const arma::mat& moved) {
              double sum = 0;
              for (arma::uword i = 0; i < 6; ++i)
                sum += std::log(1 + std::exp(-moved(label, i))) +
                       (1 - target(i)) * moved(label, i);
              return sum / 6;
            },
            logits);
}
