#include <armadillo>

double pixel_accuracy(const arma::mat& counts) {
  return arma::trace(counts) / arma::accu(counts);
}

double mean_iou(const arma::mat& counts) {
  double sum = 0;
  int classes = 0;
  for (arma::uword c = 0; c < counts.n_rows; ++c) {
    const double both = counts(c, c);
    const double either = arma::accu(counts.row(c)) + arma::accu(counts.col(c)) - both;
    if (either == 0) continue;
    sum += both / either;
    ++classes;
  }
  return sum / classes;
}
