#include <armadillo>
#include <vector>

#include "convolution-backward.cpp"
#include "convolution-forward.cpp"

struct Layer {
  std::vector<arma::cube> filters;
  arma::vec bias;
};

Layer learn(Layer layer, const arma::cube& x, const arma::cube& wanted, arma::uword padding,
            arma::uword steps, double rate) {
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::cube y = convolve(x, layer.filters, layer.bias, 1, padding);
    const arma::cube dy = (y - wanted) / double(y.n_elem);
    const Gradients g = convolve_backward(dy, x, layer.filters, 1, padding);
    for (std::size_t k = 0; k < layer.filters.size(); ++k)
      layer.filters[k] -= rate * g.dfilters[k];
    layer.bias -= rate * g.dbias;
  }
  return layer;
}
