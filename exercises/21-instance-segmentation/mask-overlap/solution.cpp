#include <armadillo>

double area(const arma::vec& runs) {
  double sum = 0;
  for (arma::uword i = 1; i < runs.n_elem; i += 2) sum += runs(i);
  return sum;
}

double mask_iou(const arma::vec& a, const arma::vec& b) {
  double both = 0, left_a = a(0), left_b = b(0);
  arma::uword i = 0, j = 0;
  while (i < a.n_elem && j < b.n_elem) {
    const double step = std::min(left_a, left_b);
    if (i % 2 == 1 && j % 2 == 1) both += step;
    left_a -= step;
    left_b -= step;
    if (left_a <= 0 && ++i < a.n_elem) left_a = a(i);
    if (left_b <= 0 && ++j < b.n_elem) left_b = b(j);
  }
  const double either = area(a) + area(b) - both;
  return either > 0 ? both / either : 0;
}
