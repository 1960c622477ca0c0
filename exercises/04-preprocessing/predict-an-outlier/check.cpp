#include <fmt/format.h>

#include "checking/checking.hpp"

void check(const std::string& standardized, const std::string& odd_one,
           const std::string& scaled) {
  arma::arma_rng::set_seed(1);
  arma::vec x = arma::randn(1000);
  x(999) = 1000;
  const arma::vec z = (x - arma::mean(x)) / arma::stddev(x, 1);
  const double spread = arma::stddev(z.head(999), 1), odd = z(999);
  exercise::predicted(
      "Standardized, the other 999 have a deviation of", standardized,
      {"about 1", "about 0.03", "about 0.001"},
      spread > 0.2     ? "about 1"
      : spread > 0.006 ? "about 0.03"
                       : "about 0.001",
      fmt::format("it is {:.3g}: the feature's own was {:.3g}.", spread, arma::stddev(x, 1)));
  exercise::predicted("Standardized, the odd one is", odd_one,
                      {"about 1", "about 30", "about 1000"},
                      odd < 5     ? "about 1"
                      : odd < 180 ? "about 30"
                                  : "about 1000",
                      fmt::format("it is {:.3g}.", odd));
  const arma::vec s = 2 * (x - x.min()) / (x.max() - x.min()) - 1;
  const double from = s.head(999).min(), to = s.head(999).max();
  exercise::predicted("Scaled to -1 ... 1, the other 999 lie", scaled,
                      {"all over", "around 0", "close to -1"},
                      to < -0.9  ? "close to -1"
                      : to < 0.1 ? "around 0"
                                 : "all over",
                      fmt::format("they lie from {:.4f} to {:.4f}.", from, to));
  exercise::comment(
      "One example in a thousand set the scale for all. The network sees a constant, and one "
      "huge number: look at the greatest values before you divide by anything.");
}
