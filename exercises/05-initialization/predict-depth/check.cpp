#include <fmt/format.h>

#include "checking/checking.hpp"

double size_after_twenty(double factor) {
  arma::arma_rng::set_seed(1);
  arma::mat x = arma::randn(200, 100);
  for (int layer = 0; layer < 20; ++layer)
    x = arma::clamp(factor * std::sqrt(2.0 / 200) * arma::randn(200, 200).t() * x, 0,
                    arma::datum::inf);
  return arma::norm(x, "fro") / std::sqrt(20000.0);
}

std::string in_words(double size) {
  return size > 1000    ? "about a million"
         : size < 0.001 ? "about a millionth"
         : size > 1.5   ? "about 2"
         : size < 0.55  ? "about a half"
                        : "about 1";
}

void check(const std::string& he, const std::string& half_of_it,
           const std::string& twice_of_it) {
  const std::vector<std::string> choices = {"about a millionth", "about a half", "about 1",
                                            "about 2", "about a million"};
  const auto ask = [&](const std::string& weights, const std::string& predicted,
                       double factor) {
    const double size = size_after_twenty(factor);
    exercise::predicted("The size after twenty layers, with " + weights + ":", predicted,
                        choices, in_words(size), fmt::format("a size of {:.2g}.", size));
  };
  ask("He's weights", he, 1);
  ask("half of their standard deviation", half_of_it, 0.5);
  ask("twice their standard deviation", twice_of_it, 2);
  exercise::comment(
      "A factor per layer becomes its twentieth power: half of a weight is a millionth of the "
      "signal.");
}
