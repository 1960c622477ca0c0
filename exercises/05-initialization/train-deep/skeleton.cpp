#include <armadillo>
#include <vector>

#include "draw-weights.cpp"

// The weights that a network of ReLUs starts with, made with your own scale_weights from
// arma::randn(rows, columns).
//   sizes are the numbers of inputs, of each hidden layer's units, and of the scores: {3, 16,
//   16, 2} has three layers. A layer's weights are inputs x outputs, a neuron a column.
//   (No ReLU stands behind the last one, so either variance will do there.)
std::vector<arma::mat> start(const std::vector<arma::uword>& sizes) {
  // Your code here.
  return {};
}
