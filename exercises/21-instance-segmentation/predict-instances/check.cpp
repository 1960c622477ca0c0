#include <fmt/format.h>

#include "checking/checking.hpp"

using Shape = std::function<bool(double, double)>;

arma::mat drawn(const Shape& in) {
  arma::mat mask(60, 60);
  for (arma::uword y = 0; y < 60; ++y)
    for (arma::uword x = 0; x < 60; ++x)
      mask(y, x) = in((double(x) - 29.5) / 30, (double(y) - 29.5) / 30) ? 1 : 0;
  return mask;
}

// The box of a mask, as a mask.
arma::mat box_of(const arma::mat& mask) {
  const arma::uvec rows = arma::find(arma::sum(mask, 1) > 0),
                   columns = arma::find(arma::sum(mask, 0) > 0);
  arma::mat box(arma::size(mask));
  box.submat(rows(0), columns(0), rows.back(), columns.back()).ones();
  return box;
}

double iou(const arma::mat& a, const arma::mat& b) {
  return arma::accu(a % b) / arma::accu(arma::clamp(a + b, 0, 1));
}

void check(const std::string& nested, const std::string& crossing,
           const std::string& side_by_side) {
  const auto ask = [](const std::string& what, const std::string& predicted, const Shape& first,
                      const Shape& second) {
    const arma::mat a = drawn(first), b = drawn(second);
    const double masks = iou(a, b), boxes = iou(box_of(a), box_of(b));
    exercise::predicted(
        what, predicted, {"boxes", "masks", "both", "neither"},
        masks <= 0.5 ? (boxes <= 0.5 ? "both" : "masks") : (boxes <= 0.5 ? "boxes" : "neither"),
        fmt::format("an IoU of {:.2f} of the boxes, {:.2f} of the masks.", boxes, masks));
  };
  const auto radius = [](double x, double y) { return std::sqrt(x * x + y * y); };
  ask(
      "A ring and the disc in it:", nested,
      [=](double x, double y) { return radius(x, y) < 1 && radius(x, y) > 0.8; },
      [=](double x, double y) { return radius(x, y) < 0.8; });
  ask(
      "Two diagonals:", crossing, [](double x, double y) { return std::abs(x - y) < 0.15; },
      [](double x, double y) { return std::abs(x + y) < 0.15; });
  ask(
      "Two squares side by side:", side_by_side, [](double x, double) { return x < 0; },
      [](double x, double) { return x >= 0; });
  exercise::comment(
      "Suppression by boxes loses objects that share a box. Suppression by masks would keep "
      "them, if the two were found at all: our cascade suppresses boxes, before there are "
      "masks.");
}
