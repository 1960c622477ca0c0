#include <armadillo>

double hinge_loss(const arma::vec& scores, arma::uword right_class, double margin) {
  double loss = 0;
  for (arma::uword j = 0; j < scores.n_elem; ++j)
    if (j != right_class) loss += scores[j] - scores[right_class] + margin;
  return loss;
}
