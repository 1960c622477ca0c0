#include <armadillo>

arma::vec4 to_shares(const arma::vec4& box, double width, double height) {
  const double x = (box(0) + box(2)) / 2, y = (box(1) + box(3)) / 2;
  const double w = box(2) - box(0), h = box(3) - box(1);
  return {x / width, y / height, w / width, h / height};
}

arma::vec4 from_shares(const arma::vec4& shares, double width, double height) {
  const arma::vec2 half = {shares(2) / 2, shares(3) / 2};
  return {(shares(0) - half(0)) * width, (shares(1) - half(1)) * height,
          (shares(0) + half(0)) * width, (shares(1) + half(1)) * height};
}
