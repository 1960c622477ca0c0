#include <armadillo>

// The multiclass hinge loss of one example, by plain loops:
//   the sum over all classes j other than the right one, y, of max(0, s_j - s_y + margin).
double hinge_loss(const arma::vec& scores, arma::uword correct_class, double margin) {
  // Your code here.
  return 0;
}
