#include <armadillo>

arma::vec bilinear(arma::uword stride) {
  const arma::uword size = 2 * stride - stride % 2;
  const double middle = (double(size) - 1) / 2;
  arma::vec weights(size);
  for (arma::uword r = 0; r < size; ++r)
    weights(r) = 1 - std::abs(double(r) - middle) / double(stride);
  return weights;
}
