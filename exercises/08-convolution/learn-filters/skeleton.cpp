#include <armadillo>
#include <vector>

#include "convolution-backward.cpp"
#include "convolution-forward.cpp"

struct Layer {
  std::vector<arma::cube> filters;  // K of R x S x C
  arma::vec bias;                   // K
};

// Somebody slid filters over the image x, at stride 1, and kept only the maps `wanted`. Learn
// filters and biases that make the same, with your own convolve and convolve_backward.
//   x is H x W x C, `wanted` P x Q x K as your convolve gives it.
// The loss is half the mean, over all P Q K numbers, of (y - wanted)². Begin with the layer
// that is given. Take `steps` steps, each against the gradient, by `rate` times it.
Layer learn(Layer layer, const arma::cube& x, const arma::cube& wanted, arma::uword padding,
            arma::uword steps, double rate) {
  // Your code here.
  return layer;
}
