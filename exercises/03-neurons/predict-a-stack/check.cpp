#include <fmt/format.h>

#include "checking/checking.hpp"

struct Stack {
  double left, saturated;
};

// A gradient of size 1 sent down ten layers.
Stack send(double scale, bool tanh) {
  arma::arma_rng::set_seed(1);
  std::vector<arma::mat> weights, slopes;
  arma::mat x = arma::randn(60, 50);
  double saturated = 0;
  for (int layer = 0; layer < 10; ++layer) {
    weights.push_back(scale / std::sqrt(60.0) * arma::randn(60, 60));
    const arma::mat sums = weights.back().t() * x;
    x = tanh ? arma::mat(arma::tanh(sums)) : arma::mat(1 / (1 + arma::exp(-sums)));
    slopes.push_back(tanh ? arma::mat(1 - x % x) : arma::mat(x % (1 - x)));
    saturated += arma::mean(arma::conv_to<arma::vec>::from(arma::vectorise(slopes.back()) <
                                                           (tanh ? 0.01 : 0.0025))) /
                 10;
  }
  arma::mat gradient = arma::randn(60, 50);
  for (int layer = 10; layer-- > 0;) gradient = weights[layer] * (gradient % slopes[layer]);
  return {arma::norm(gradient, "fro") / std::sqrt(3000.0), saturated};
}

void check(const std::string& left_of_it, const std::string& saturated_units,
           const std::string& tanh_instead) {
  const Stack sigmoids = send(1, false), large = send(40, false), tanhs = send(1, true);
  exercise::predicted(
      "Of a gradient of size 1, below ten layers of sigmoids there is left about", left_of_it,
      {"a half", "a thousandth", "a millionth"},
      sigmoids.left > 0.03   ? "a half"
      : sigmoids.left > 3e-5 ? "a thousandth"
                             : "a millionth",
      fmt::format("{:.1e} is left.", sigmoids.left));
  exercise::predicted("With weights 40 times as large, saturated are", saturated_units,
                      {"few", "most"}, large.saturated > 0.5 ? "most" : "few",
                      fmt::format("{:.0f} % are.", 100 * large.saturated));
  const double ratio = tanhs.left / sigmoids.left;
  exercise::predicted("With tanh instead there arrives", tanh_instead,
                      {"much less", "about the same", "much more"},
                      ratio > 10    ? "much more"
                      : ratio < 0.1 ? "much less"
                                    : "about the same",
                      fmt::format("{:.1e} arrives, {:.0f} times as much.", tanhs.left, ratio));
  exercise::comment(
      "The slope decides: a sigmoid's is a quarter at most, and tanh's is 1 at zero.");
}
