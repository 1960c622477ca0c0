#include <armadillo>

// Intersection over union of two boxes: left, top, right, bottom.
double iou(const arma::rowvec& a, const arma::rowvec& b) {
  const double width = std::min(a(2), b(2)) - std::max(a(0), b(0));
  const double height = std::min(a(3), b(3)) - std::max(a(1), b(1));
  const double both = std::max(0.0, width) * std::max(0.0, height);
  const double either = (a(2) - a(0)) * (a(3) - a(1)) + (b(2) - b(0)) * (b(3) - b(1)) - both;
  return either > 0 ? both / either : 0;
}

// At most `count` proposals, a box a row, the surest first: anchors moved by their offsets
// (t_x, t_y, t_w, t_h), cut off at the image's border, and without any whose IoU with a surer
// one is above `threshold`.
//   anchors, offsets: an anchor a row; scores: one each.
arma::mat propose(const arma::mat& anchors, const arma::vec& scores, const arma::mat& offsets,
                  double image_width, double image_height, double threshold,
                  arma::uword count) {
  // Your code here.
  return {};
}
