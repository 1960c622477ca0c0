#include <fmt/format.h>

#include "checking/checking.hpp"

struct Seen {
  double output, by_weights, by_bias;
};

// One unit of five inputs, normalized over twenty examples, by the chain rule.
Seen look(double factor) {
  arma::arma_rng::set_seed(1);
  const arma::mat x = arma::randn(5, 20);
  const arma::vec w = factor * arma::randn(5);
  const arma::rowvec dy = arma::randn<arma::rowvec>(20), sums = w.t() * x + factor * 0.7;
  const double s = arma::stddev(sums, 1);
  const arma::rowvec y = (sums - arma::mean(sums)) / s;
  const arma::rowvec dsums = (dy - arma::mean(dy) - y * arma::mean(dy % y)) / s;
  return {arma::norm(y), arma::norm(x * dsums.t()), std::abs(arma::accu(dsums))};
}

void check(const std::string& output, const std::string& by_weights,
           const std::string& by_bias) {
  const Seen usual = look(1), large = look(10);
  const std::vector<std::string> choices = {"the same", "ten times", "a tenth"};
  const auto in_words = [](double ratio) {
    return ratio > 3 ? "ten times" : ratio < 0.3 ? "a tenth" : "the same";
  };
  const auto ask = [&](const std::string& what, const std::string& predicted, double before,
                       double after) {
    exercise::predicted("From weights ten times as large, the " + what + " becomes", predicted,
                        choices, in_words(after / before),
                        fmt::format("{:.4f} before, {:.4f} now.", before, after));
  };
  ask("output", output, usual.output, large.output);
  ask("gradient by the weights", by_weights, usual.by_weights, large.by_weights);
  exercise::predicted("The gradient by the bias is", by_bias,
                      {"zero", "as usual", "ten times as large"},
                      large.by_bias < 1e-9                ? "zero"
                      : large.by_bias < 3 * usual.by_bias ? "as usual"
                                                          : "ten times as large",
                      fmt::format("it is {:.0e}.", large.by_bias));
  exercise::comment(
      "The output does not see the weights' scale, so larger weights are turned by smaller "
      "gradients; and a bias is taken away again with the mean: normalized layers need none.");
}
