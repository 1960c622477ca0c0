#include <fmt/format.h>

#include "checking/checking.hpp"

double iou(const arma::rowvec& a, const arma::rowvec& b) {
  const double both = std::max(0.0, std::min(a(2), b(2)) - std::max(a(0), b(0))) *
                      std::max(0.0, std::min(a(3), b(3)) - std::max(a(1), b(1)));
  return both / ((a(2) - a(0)) * (a(3) - a(1)) + (b(2) - b(0)) * (b(3) - b(1)) - both);
}

void check(double anchors_of_a_map, double share_of_objects, double small_objects) {
  const std::vector<arma::rowvec> objects = {{30, 40, 158, 168},
                                             {200, 60, 328, 188},
                                             {400, 20, 528, 148},
                                             {90, 300, 218, 428},
                                             {380, 310, 508, 438}};
  double anchors = 0, good = 0;
  for (int row = 0; row < 30; ++row)
    for (int column = 0; column < 40; ++column)
      for (const double size : {64, 128, 256})
        for (const double ratio : {0.5, 1.0, 2.0}) {
          const double x = 16 * (column + 0.5), y = 16 * (row + 0.5);
          const double w = size / std::sqrt(ratio) / 2, h = size * std::sqrt(ratio) / 2;
          const arma::rowvec box = {x - w, y - h, x + w, y + h};
          ++anchors;
          for (const arma::rowvec& object : objects) good += iou(box, object) >= 0.7 ? 1 : 0;
        }
  exercise::predicted("Anchors in all:", anchors_of_a_map, anchors, 1.01,
                      fmt::format("{:.0f}.", anchors));
  exercise::predicted("The share of them with an IoU of 0.7 with an object:", share_of_objects,
                      good / anchors, 3,
                      fmt::format("{:.0f} of {:.0f}, {:.4f}.", good, anchors, good / anchors));
  const double small = iou({24, 24, 40, 40}, {0, 0, 64, 64});
  exercise::predicted("16 x 16 inside 64 x 64:", small_objects, small, 1.05,
                      fmt::format("{:.4f}.", small));
  exercise::comment(
      "Learning from all anchors would be learning background: of 128 that are drawn, up to "
      "half hold an object. And no anchor of 64 pixels will ever learn an object of 16: the "
      "smallest size decides what can be found.");
}
