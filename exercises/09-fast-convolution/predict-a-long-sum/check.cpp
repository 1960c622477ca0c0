#include <fmt/format.h>

#include "checking/checking.hpp"

std::string in_words(float sum) {
  return std::isinf(sum) ? "infinity" : sum > 3e7F ? "40 million" : "about 17 million";
}

void check(const std::string& in_a_row, const std::string& in_blocks,
           const std::string& same_bits) {
  const int ones = 40'000'000, block = 1000;
  // The compiler may not add in an order of its own.
  volatile float sum = 0;
  for (int i = 0; i < ones; ++i) sum = sum + 1;
  float blocks = 0;
  for (int i = 0; i < ones; i += block) {
    float part = 0;
    for (int j = 0; j < block; ++j) part += 1;
    blocks += part;
  }
  const std::vector<std::string> choices = {"40 million", "about 17 million", "infinity"};
  exercise::predicted("Forty million ones, one after the other:", in_a_row, choices,
                      in_words(sum), fmt::format("the sum is {:.0f}.", float(sum)));
  exercise::predicted("Forty million ones, in blocks of a thousand:", in_blocks, choices,
                      in_words(blocks), fmt::format("the sum is {:.0f}.", blocks));
  arma::arma_rng::set_seed(1);
  const arma::fvec x = arma::randu<arma::fvec>(1'000'000);
  volatile float forwards = 0, backwards = 0;
  for (arma::uword i = 0; i < x.n_elem; ++i) {
    forwards = forwards + x(i);
    backwards = backwards + x(x.n_elem - 1 - i);
  }
  exercise::predicted(
      "Forwards and backwards give the same bits:", same_bits, {"yes", "no"},
      forwards == backwards ? "yes" : "no",
      fmt::format("{:.3f} forwards, {:.3f} backwards.", float(forwards), float(backwards)));
  exercise::comment(
      "2 to the 24th and one more is no float. Whoever reorders sums changes digits, so the "
      "order has to be fixed, and blocks are more than a matter of speed.");
}
