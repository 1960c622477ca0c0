#include "checking/checking.hpp"

void check(arma::mat scale_weights(const arma::mat&, double, bool)) {
  const auto weights =
      exercise::question("scale_weights(gaussian, fan_in, relu)", scale_weights);
  const arma::mat numbers = {{1, -2}, {0.5, 3}};
  weights(numbers, 25, false).is(arma::mat(numbers / 5));
  weights(numbers, 50, true).is(arma::mat(numbers / 5));
  weights(numbers, 9, true).is(arma::mat(numbers * std::sqrt(2.0) / 3));
}
