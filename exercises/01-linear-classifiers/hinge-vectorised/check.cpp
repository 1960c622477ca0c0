#include "checking/checking.hpp"

void check(double mean_hinge_loss(const arma::mat&, const arma::uvec&, double)) {
  const auto loss =
      exercise::question("mean_hinge_loss(scores, correct_classes, margin)", mean_hinge_loss);
  loss({{13, 0, 5}, {-7, 7, 2}, {11, 1, 0}}, {0, 1, 0}, 10).is((8.0 + 7.0 + 12.0) / 3);

  const arma::mat scores = exercise::random_matrix(4, 5, 1);
  const arma::uvec right = {2, 0, 3, 1, 3};
  double sum = 0;
  for (arma::uword i = 0; i < 5; ++i)
    for (arma::uword j = 0; j < 4; ++j)
      if (j != right[i]) sum += std::max(0.0, scores(j, i) - scores(right[i], i) + 0.7);
  loss(scores, right, 0.7).is(sum / 5);
}
