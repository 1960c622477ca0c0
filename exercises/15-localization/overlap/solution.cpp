#include <armadillo>

double area(const arma::vec4& box) {
  return std::max(0.0, box(2) - box(0)) * std::max(0.0, box(3) - box(1));
}

double iou(const arma::vec4& a, const arma::vec4& b) {
  const double shared = area(
      {std::max(a(0), b(0)), std::max(a(1), b(1)), std::min(a(2), b(2)), std::min(a(3), b(3))});
  const double covered = area(a) + area(b) - shared;
  return covered > 0 ? shared / covered : 0;
}
