#include <armadillo>

// Intersection over union of two boxes: left, top, right, bottom.
double iou(const arma::rowvec& a, const arma::rowvec& b) {
  const double width = std::min(a(2), b(2)) - std::max(a(0), b(0));
  const double height = std::min(a(3), b(3)) - std::max(a(1), b(1));
  const double both = std::max(0.0, width) * std::max(0.0, height);
  const double either = (a(2) - a(0)) * (a(3) - a(1)) + (b(2) - b(0)) * (b(3) - b(1)) - both;
  return either > 0 ? both / either : 0;
}

double clamp(double side, double end) { return std::min(std::max(side, 0.0), end); }

arma::rowvec moved(const arma::mat& anchors, const arma::mat& offsets, arma::uword i,
                   double image_width, double image_height) {
  const double width = anchors(i, 2) - anchors(i, 0), height = anchors(i, 3) - anchors(i, 1);
  const double x = anchors(i, 0) + width / 2 + offsets(i, 0) * width;
  const double y = anchors(i, 1) + height / 2 + offsets(i, 1) * height;
  const double w = width * std::exp(offsets(i, 2)), h = height * std::exp(offsets(i, 3));
  arma::rowvec box = {x - w / 2, y - h / 2, x + w / 2, y + h / 2};
  for (arma::uword k = 0; k < 4; ++k)
    box(k) = clamp(box(k), k % 2 == 0 ? image_width : image_height);
  return box;
}

arma::mat propose(const arma::mat& anchors, const arma::vec& scores, const arma::mat& offsets,
                  double image_width, double image_height, double threshold,
                  arma::uword count) {
  arma::mat kept(0, 4);
  for (const arma::uword i : arma::uvec(arma::stable_sort_index(scores, "descend"))) {
    const arma::rowvec box = moved(anchors, offsets, i, image_width, image_height);
    bool free = kept.n_rows < count;
    for (arma::uword k = 0; k < kept.n_rows; ++k)
      if (iou(box, kept.row(k)) > threshold) free = false;
    if (free) kept.insert_rows(kept.n_rows, box);
  }
  return kept;
}
