#include <fmt/format.h>

#include "checking/checking.hpp"

double size_of(const arma::mat& z) { return arma::accu(z % z) / double(z.n_elem); }

void check(const std::string& variance_of_training, const std::string& variance_of_new,
           const std::string& with_a_larger_constant) {
  arma::arma_rng::set_seed(1);
  arma::mat train = arma::randn(60, 50), fresh = arma::randn(60, 50);
  const arma::vec mean = arma::mean(train, 1);
  train.each_col() -= mean;
  fresh.each_col() -= mean;
  arma::vec S;
  arma::mat U;
  arma::eig_sym(S, U, train * train.t() / 50);
  const auto whitened = [&](const arma::mat& x, double constant) {
    arma::mat z = U.t() * x;
    z.each_col() /= arma::vec(arma::sqrt(arma::clamp(S, 0, arma::datum::inf) + constant));
    return size_of(z);
  };
  const std::vector<std::string> choices = {"about 1", "above 1000"};
  const auto ask = [&](const std::string& what, const std::string& predicted, double size) {
    exercise::predicted("The mean square of " + what + ":", predicted, choices,
                        size > 1000 ? "above 1000" : "about 1",
                        fmt::format("it is {:.3g}.", size));
  };
  ask("the whitened training examples", variance_of_training, whitened(train, 1e-9));
  ask("the whitened new examples", variance_of_new, whitened(fresh, 1e-9));
  ask("the whitened new examples, with a constant of 1", with_a_larger_constant,
      whitened(fresh, 1));
  exercise::comment(
      "In ten directions the training examples do not vary at all, and the new ones do.");
}
