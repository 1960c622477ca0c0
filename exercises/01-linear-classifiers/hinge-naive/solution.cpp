#include <algorithm>
#include <armadillo>

double hinge_loss(const arma::vec& scores, arma::uword correct_class, double margin) {
  double loss = 0;
  for (arma::uword j = 0; j < scores.n_elem; ++j)
    if (j != correct_class) loss += std::max(0.0, scores(j) - scores(correct_class) + margin);
  return loss;
}
