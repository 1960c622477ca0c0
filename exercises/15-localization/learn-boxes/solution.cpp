#include <armadillo>

arma::mat learn_boxes(const arma::mat& x, const arma::mat& boxes, arma::uword steps,
                      double rate) {
  arma::mat weight = arma::zeros(x.n_rows, boxes.n_rows);
  for (arma::uword step = 0; step < steps; ++step) {
    const arma::mat difference = weight.t() * x - boxes;
    weight -= rate * x * difference.t() / static_cast<double>(x.n_cols);
  }
  return weight;
}
