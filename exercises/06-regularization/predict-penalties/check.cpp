#include <fmt/format.h>

#include <functional>

#include "checking/checking.hpp"

void check(const std::string& l2, const std::string& l1, const std::string& max_norm) {
  const double rate = 0.1, strength = 0.1;
  const auto ask = [](const std::string& with, const std::string& predicted,
                      const std::function<arma::vec(const arma::vec&)>& step) {
    const arma::vec before = {3, 0.1};
    arma::vec w = before;
    for (int i = 0; i < 100; ++i) w = step(w);
    const double was = before(0) / before(1), is = std::abs(w(0)) / std::abs(w(1));
    exercise::predicted("The ratio of the two weights, with " + with + ":", predicted,
                        {"stays", "grows", "falls"},
                        is > 1.5 * was    ? "grows"
                        : is < 0.67 * was ? "falls"
                                          : "stays",
                        fmt::format("3 and 0.1 became {:.3g} and {:.3g}.", w(0), w(1)));
  };
  ask("L2", l2, [&](const arma::vec& w) { return arma::vec(w - rate * strength * w); });
  // A weight that a step would carry past zero stops there.
  ask("L1", l1, [&](const arma::vec& w) {
    return arma::vec(arma::sign(w) %
                     arma::clamp(arma::abs(w) - rate * strength, 1e-12, arma::datum::inf));
  });
  ask("max-norm", max_norm,
      [](const arma::vec& w) { return arma::vec(w * std::min(1.0, 1.0 / arma::norm(w))); });
  exercise::comment(
      "L2 takes a part of each weight and max-norm shortens the whole vector, so proportions "
      "stay; L1 takes the same amount from each, and the small ones are gone first.");
}
