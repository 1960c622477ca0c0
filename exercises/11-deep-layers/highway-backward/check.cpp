#include "checking/checking.hpp"

void check(arma::mat highway_backward(const arma::vec&, const arma::vec&, const arma::vec&,
                                      const arma::vec&)) {
  const arma::vec dy = {1, -2, 0.5}, x = {3, 1, -4}, h = {0, 5, 2}, t = {0.25, 0.5, 0.9};
  const auto mixture = [&](const arma::vec& input, const arma::vec& transformed,
                           const arma::vec& gate) {
    return arma::dot(dy, gate % transformed + (1 - gate) % input);
  };
  const auto gradients =
      exercise::question("highway_backward(dy, x, h, t)", highway_backward)(dy, x, h, t);
  const auto column = [&](const std::string& name, arma::uword c) {
    return gradients.part(name, [c](const arma::mat& all) {
      return all.n_cols == 3 ? arma::vec(all.col(c)) : arma::vec();
    });
  };
  column("dh", 0).is_gradient_of<arma::vec>(
      [&](const arma::vec& at) { return mixture(x, at, t); }, h);
  column("dt", 1).is_gradient_of<arma::vec>(
      [&](const arma::vec& at) { return mixture(x, h, at); }, t);
  column("dx", 2).is_gradient_of<arma::vec>(
      [&](const arma::vec& at) { return mixture(at, h, t); }, x);
}
