#include <armadillo>
#include <cmath>

arma::mat first_weights(arma::uword inputs, arma::uword units) {
  return arma::randn(inputs, units) / std::sqrt(double(inputs));
}
