#include <armadillo>
#include <vector>

arma::mat loss_gradient(const arma::mat& scores, const arma::uvec& correct_classes) {
  arma::mat p = arma::exp(scores);
  p.each_row() /= arma::rowvec(arma::sum(p, 0));
  for (arma::uword i = 0; i < p.n_cols; ++i) p(correct_classes(i), i) -= 1;
  return p / double(p.n_cols);
}

std::vector<arma::mat> train(std::vector<arma::mat> weights, const arma::mat& x,
                             const arma::uvec& correct_classes, arma::uword steps,
                             double rate) {
  const std::size_t blocks = weights.size() - 1;
  for (arma::uword step = 0; step < steps; ++step) {
    std::vector<arma::mat> deltas, into = {x};
    for (std::size_t b = 0; b < blocks; ++b) {
      deltas.push_back(arma::clamp(weights[b].t() * into[b], 0, arma::datum::inf));
      into.push_back(into[b] + deltas[b]);
    }
    const arma::mat dscores = loss_gradient(weights.back().t() * into.back(), correct_classes);
    arma::mat d = weights.back() * dscores;
    weights.back() -= rate * into.back() * dscores.t();
    for (std::size_t b = blocks; b-- > 0;) {
      arma::mat ddelta = d;
      ddelta.elem(arma::find(deltas[b] == 0)).zeros();
      d += weights[b] * ddelta;
      weights[b] -= rate * into[b] * ddelta.t();
    }
  }
  return weights;
}
