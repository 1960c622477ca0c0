#include <armadillo>

#include "inverted-dropout.cpp"

struct Network {
  arma::mat W1, W2;
};

Network train(Network network, const arma::mat& x, const arma::uvec& correct_classes,
              const arma::cube& masks, double keep, double rate) {
  for (arma::uword step = 0; step < masks.n_slices; ++step) {
    const arma::mat hidden = arma::clamp(network.W1.t() * x, 0, arma::datum::inf);
    const arma::mat kept = dropout(hidden, masks.slice(step), keep);
    arma::mat p = network.W2.t() * kept;
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(correct_classes(i), i) -= 1;
    p /= double(x.n_cols);
    arma::mat dhidden = dropout(network.W2 * p, masks.slice(step), keep);
    dhidden.elem(arma::find(hidden <= 0)).zeros();
    network.W2 -= rate * kept * p.t();
    network.W1 -= rate * x * dhidden.t();
  }
  return network;
}
