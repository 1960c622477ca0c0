#include <fmt/format.h>

#include "checking/checking.hpp"

// The mean accuracy of least squares over ten draws, on the codes and on the numbers.
std::pair<double, double> accuracies(arma::uword examples, bool is_near) {
  double on_codes = 0, on_numbers = 0;
  for (int draw = 0; draw < 10; ++draw) {
    arma::arma_rng::set_seed(draw + 1);
    const arma::mat x = arma::randn(examples, 60), unseen = arma::randn(1000, 60);
    const arma::uword first = is_near ? 0 : 10;
    const auto sides = [first](const arma::mat& at) {
      return arma::vec(arma::sign(at.col(first) + at.col(first + 1) - at.col(first + 2)));
    };
    const auto share = [&](arma::uword columns) {
      const arma::vec w = arma::pinv(x.head_cols(columns)) * sides(x);
      const arma::vec found = arma::sign(unseen.head_cols(columns) * w);
      return double(arma::accu(found == sides(unseen))) / 1000;
    };
    on_codes += share(3) / 10;
    on_numbers += share(60) / 10;
  }
  return {on_codes, on_numbers};
}

void check(const std::string& few_near, const std::string& many_near,
           const std::string& many_far) {
  const auto ask = [](const std::string& question, const std::string& prediction,
                      arma::uword examples, bool is_near) {
    const auto [codes, numbers] = accuracies(examples, is_near);
    exercise::predicted(question, prediction, {"codes", "numbers", "about equal"},
                        codes > numbers + 0.03   ? "codes"
                        : numbers > codes + 0.03 ? "numbers"
                                                 : "about equal",
                        fmt::format("{:.0f} % on the codes, {:.0f} % on the numbers.",
                                    100 * codes, 100 * numbers));
  };
  ask("Few and near:", few_near, 20, true);
  ask("Many and near:", many_near, 5000, true);
  ask("Many and far:", many_far, 5000, false);
  exercise::comment(
      "Codes are worth most where examples are few, and nothing where they leave out what "
      "counts.");
}
