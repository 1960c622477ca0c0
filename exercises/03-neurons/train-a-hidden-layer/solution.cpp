#include <armadillo>

#include "hidden-layer-backward.cpp"

struct Network {
  arma::mat W1, W2;
};

Network train(Network network, const arma::mat& x, const arma::uvec& correct_classes,
              arma::uword steps, double rate) {
  for (arma::uword step = 0; step < steps; ++step) {
    arma::mat p = network.W2.t() * arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(correct_classes(i), i) -= 1;
    p /= double(x.n_cols);
    const Gradients g = hidden_layer_backward(x, network.W1, network.W2, p);
    network.W1 -= rate * g.dW1;
    network.W2 -= rate * g.dW2;
  }
  return network;
}
