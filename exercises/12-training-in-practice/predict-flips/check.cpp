#include <fmt/format.h>

#include "checking/checking.hpp"

const std::vector<std::string> weaves = {"along", "across", "rising", "falling"};

arma::mat patch(const std::string& weave) {
  arma::mat grey(24, 24);
  for (int i = 0; i < 24; ++i)
    for (int j = 0; j < 24; ++j) {
      const int place = weave == "along"    ? i
                        : weave == "across" ? j
                        : weave == "rising" ? i + j
                                            : i - j + 24;
      grey(i, j) = place % 6 < 3 ? 1 : 0;
    }
  return grey;
}

// How alike neighbours are in the four directions tells the weave.
std::string weave_of(const arma::mat& p) {
  const auto differs = [&](int down, int right) {
    double sum = 0;
    for (int i = 4; i < 20; ++i)
      for (int j = 4; j < 20; ++j) sum += std::abs(p(i, j) - p(i + down, j + right));
    return sum;
  };
  const arma::vec along_stripes = {differs(0, 1), differs(1, 0), differs(1, -1), differs(1, 1)};
  return weaves[along_stripes.index_min()];
}

arma::mat quarter(const arma::mat& p) { return arma::flipud(p.t()); }

void check(const std::string& rising_mirrored, const std::string& along_mirrored,
           const std::string& across_turned, const std::string& falling_turned_twice) {
  const auto ask = [](const std::string& question, const std::string& predicted,
                      const arma::mat& changed) {
    const std::string found = weave_of(changed);
    exercise::predicted(question, predicted, weaves, found,
                        fmt::format("it becomes {}.", found));
  };
  ask("Rising, mirrored:", rising_mirrored, arma::fliplr(patch("rising")));
  ask("Along, mirrored:", along_mirrored, arma::fliplr(patch("along")));
  ask("Across, turned by a quarter:", across_turned, quarter(patch("across")));
  ask("Falling, turned by a half:", falling_turned_twice, quarter(quarter(patch("falling"))));
  exercise::comment(
      "So neither a flip nor a quarter turn keeps all labels, and a half turn keeps these "
      "four. What keeps a label is a "
      "question about the task.");
}
