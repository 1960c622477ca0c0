#include <armadillo>

arma::mat cells(double low, double high, double stride, arma::uword count) {
  const double first = std::round(low / stride);
  const double size = std::max(1.0, std::round(high / stride) - first);
  arma::mat cell(count, 2);
  for (arma::uword j = 0; j < count; ++j) {
    cell(j, 0) = first + std::floor(j * size / count);
    cell(j, 1) = first + std::ceil((j + 1) * size / count);
  }
  return cell;
}
