#include <fmt/format.h>

#include "checking/checking.hpp"

void check(double mean_of_sum, double spread_of_sum) {
  arma::arma_rng::set_seed(1);
  arma::vec sums(20000);
  for (double& sum : sums) sum = 2 * double(arma::accu(arma::randu(100) < 0.5));
  exercise::predicted("The mean of the sum over many masks is about", mean_of_sum,
                      arma::mean(sums), 1.2, fmt::format("it is {:.1f}.", arma::mean(sums)));
  exercise::predicted("Its standard deviation is about", spread_of_sum, arma::stddev(sums), 1.3,
                      fmt::format("it is {:.1f}.", arma::stddev(sums)));
  exercise::comment(
      "The expectation is kept, and noise is added: a tenth of the sum here. It regularizes.");
}
