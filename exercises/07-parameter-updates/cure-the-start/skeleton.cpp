#include <armadillo>

// The first weights of a layer of tanh units behind inputs of variance about 1: inputs x units,
// a neuron a column. The doctor says of a training from these that its units are saturated.
// Find the fault, and mend it.
arma::mat first_weights(arma::uword inputs, arma::uword units) {
  return arma::randn(inputs, units);
}
