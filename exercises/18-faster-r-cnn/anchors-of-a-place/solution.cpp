#include <armadillo>

arma::mat anchors(const arma::vec& sizes, const arma::vec& ratios, double stride, double x,
                  double y) {
  arma::mat boxes(sizes.n_elem * ratios.n_elem, 4);
  const double middle_x = (x + 0.5) * stride, middle_y = (y + 0.5) * stride;
  for (arma::uword i = 0; i < sizes.n_elem; ++i)
    for (arma::uword j = 0; j < ratios.n_elem; ++j) {
      const double s = sizes(i), r = ratios(j);
      const double width = s / std::sqrt(r), height = s * std::sqrt(r);
      boxes.row(i * ratios.n_elem + j) =
          arma::rowvec{middle_x - width / 2, middle_y - height / 2,  //
                       middle_x + width / 2, middle_y + height / 2};
    }
  return boxes;
}
