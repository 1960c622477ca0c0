#include <armadillo>
#include <cmath>

arma::mat scale_weights(const arma::mat& gaussian, double fan_in, bool relu) {
  return gaussian * std::sqrt((relu ? 2.0 : 1.0) / fan_in);
}
