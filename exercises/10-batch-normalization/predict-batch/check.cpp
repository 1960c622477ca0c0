#include <fmt/format.h>

#include "checking/checking.hpp"

arma::vec normalized(const arma::vec& x) {
  return (x - arma::mean(x)) / std::sqrt(arma::var(x, 1) + 1e-12);
}

// The largest entry of dx for dy = (1, 0), by nudging.
double largest_gradient(const arma::vec& x) {
  double largest = 0;
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    arma::vec up = x, down = x;
    up(i) += 1e-4;
    down(i) -= 1e-4;
    largest = std::max(largest, std::abs(normalized(up)(0) - normalized(down)(0)) / 2e-4);
  }
  return largest;
}

void check(const std::string& output, const std::string& gradient,
           const std::string& stretched) {
  const arma::vec near = normalized({3, 8}), far = normalized({3, 80});
  const bool same = arma::abs(near - far).max() < 1e-6;
  exercise::predicted(
      "Two numbers come out as:", output,
      {"always -1 and 1", "always 0 and 1", "depends on the numbers"},
      !same            ? "depends on the numbers"
      : near(0) < -0.5 ? "always -1 and 1"
                       : "always 0 and 1",
      fmt::format("3 and 8 become {:.3f} and {:.3f}; 3 and 80 become {:.3f} and {:.3f}.",
                  near(0), near(1), far(0), far(1)));
  const double largest = largest_gradient({3, 8});
  exercise::predicted("Of the gradient arrives:", gradient,
                      {"nothing", "a half", "as much as with more"},
                      largest < 1e-6  ? "nothing"
                      : largest < 0.7 ? "a half"
                                      : "as much as with more",
                      fmt::format("the largest entry is {:.1e}.", largest));
  arma::arma_rng::set_seed(1);
  const arma::vec x = arma::randn(50);
  const double ratio = arma::norm(normalized(10 * x)) / arma::norm(normalized(x));
  exercise::predicted(
      "Ten times the numbers:", stretched, {"nothing changes", "ten times as large", "a tenth"},
      ratio > 2     ? "ten times as large"
      : ratio < 0.5 ? "a tenth"
                    : "nothing changes",
      fmt::format("the size of the outputs changes by a factor of {:.4f}.", ratio));
  exercise::comment(
      "A dense feature in a batch of two tells its order and nothing else: nothing below it "
      "learns.");
}
