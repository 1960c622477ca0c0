#include <fmt/format.h>

#include "checking/checking.hpp"

std::string in_words(double size) {
  return size < 10      ? "about 1"
         : size < 105   ? "about 75"
         : size < 10000 ? "about 150"
                        : "a million";
}

void check(const std::string& raw, const std::string& centred, const std::string& ten_layers) {
  arma::arma_rng::set_seed(1);
  const int n = 400;
  const arma::mat pixels = arma::floor(256 * arma::randu(n, 100));
  const auto deviation = [&](const arma::mat& x) {
    const arma::mat sums = arma::randn(n, n).t() * x / std::sqrt(double(n));
    return arma::stddev(arma::vectorise(sums));
  };
  const std::vector<std::string> choices = {"about 1", "about 75", "about 150"};
  const auto ask = [&](const std::string& what, const std::string& predicted, double size) {
    exercise::predicted("The deviation of the sums, from " + what + ":", predicted, choices,
                        in_words(size), fmt::format("it is {:.0f}.", size));
  };
  ask("raw pixels", raw, deviation(pixels));
  ask("centred ones", centred, deviation(pixels - 127.5));
  arma::mat x = pixels;
  for (int layer = 0; layer < 10; ++layer)
    x = arma::clamp(std::sqrt(2.0 / n) * arma::randn(n, n).t() * x, 0, arma::datum::inf);
  const double size = arma::norm(x, "fro") / std::sqrt(double(x.n_elem));
  exercise::predicted("The size after ten layers, from raw pixels:", ten_layers,
                      {"about 1", "about 150", "a million"}, in_words(size),
                      fmt::format("it is {:.0f}.", size));
  exercise::comment(
      "The weights keep whatever size they are given, large or small. So the inputs' own scale "
      "reaches the scores: centre and scale first, then choose the weights.");
}
