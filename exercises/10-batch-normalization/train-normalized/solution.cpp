#include <armadillo>

#include "backward.cpp"
#include "normalize.cpp"

struct Network {
  arma::mat W1, W2;
};

Network train(Network network, const arma::mat& x, const arma::uvec& correct_classes,
              arma::uword steps, double rate) {
  const arma::uword units = network.W1.n_cols;
  const arma::vec gamma = arma::ones(units), beta = arma::zeros(units);
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::mat z = network.W1.t() * x;
    const arma::mat a = arma::clamp(batch_norm(z, gamma, beta, 1e-5), 0, arma::datum::inf);
    arma::mat p = network.W2.t() * a;
    p.each_row() -= arma::rowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::rowvec(arma::sum(p, 0));
    for (arma::uword i = 0; i < x.n_cols; ++i) p(correct_classes(i), i) -= 1;
    p /= double(x.n_cols);
    arma::mat da = network.W2 * p;
    da.elem(arma::find(a <= 0)).zeros();
    network.W2 -= rate * a * p.t();
    network.W1 -= rate * x * batch_norm_backward(da, z, gamma, 1e-5).t();
  }
  return network;
}
