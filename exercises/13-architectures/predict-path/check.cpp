#include <fmt/format.h>

#include "checking/checking.hpp"

// The gradient at the bottom of thirty layers, for one of length 1 at the top.
arma::vec bottom(bool has_shortcuts, double size, arma::vec d) {
  arma::arma_rng::set_seed(3);
  for (int layer = 0; layer < 30; ++layer) {
    const arma::mat weight = size / std::sqrt(200.0) * arma::randn(200, 200);
    d = has_shortcuts ? arma::vec(d + weight * d) : arma::vec(weight * d);
  }
  return d;
}

void check(const std::string& plain, const std::string& residual, const std::string& zero) {
  arma::arma_rng::set_seed(1);
  const arma::vec top = arma::normalise(arma::randn<arma::vec>(200));
  const double through = arma::norm(bottom(false, 0.5, top));
  exercise::predicted("Plain layers:", plain, {"as long", "a thousandth", "a billionth"},
                      through > 0.1    ? "as long"
                      : through > 1e-5 ? "a thousandth"
                                       : "a billionth",
                      fmt::format("its length is {:.1e}.", through));
  const double along = arma::norm(bottom(true, 0.5, top));
  exercise::predicted("Residual layers:", residual, {"a billionth", "longer", "as long"},
                      along < 0.1 ? "a billionth"
                      : along > 5 ? "longer"
                                  : "as long",
                      fmt::format("its length is {:.1f}.", along));
  const arma::vec untouched = bottom(true, 0, top);
  exercise::predicted("Residual layers with weights of 0:", zero,
                      {"nothing", "exactly that at the top", "random"},
                      arma::norm(untouched) < 0.1            ? "nothing"
                      : arma::abs(untouched - top).max() > 0 ? "random"
                                                             : "exactly that at the top",
                      fmt::format("it differs by {:.1e}.", arma::abs(untouched - top).max()));
  exercise::comment(
      "A sum does not forget: what the deltas add piles up, which normalization keeps in "
      "check.");
}
