#include <algorithm>
#include <armadillo>

double hinge_loss(const arma::vec& scores, arma::uword right_class, double) {
  double loss = 0;
  for (arma::uword j = 0; j < scores.n_elem; ++j)
    if (j != right_class) loss += std::max(0.0, scores[j] - scores[right_class] + 1);
  return loss;
}
