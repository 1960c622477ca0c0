#include <armadillo>

#include "l2.cpp"
#include "softmax-gradient.cpp"
#include "softmax.cpp"

arma::mat train(const arma::mat& x, const arma::uvec& correct_classes, arma::uword classes,
                arma::uword steps, double rate, double strength) {
  arma::mat weight(x.n_rows, classes);
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::mat dscores = softmax_gradient(softmax(weight.t() * x), correct_classes);
    weight -= rate * (x * dscores.t() + l2_gradient(weight, strength));
  }
  return weight;
}
