#include "dln/vision/boundaries.hpp"

#include <limits>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/losses/class_labels.hpp"

namespace dln {
namespace {

bool divided(arma::uword a, arma::uword b) {
  return a != b && a != ignored_label && b != ignored_label;
}

/** The pixels that have another class beside, above or below. */
std::vector<std::size_t> boundary_pixels(const arma::uvec& labels, std::size_t height,
                                         std::size_t width) {
  std::vector<std::size_t> pixels;
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) {
      const std::size_t at = i * width + j;
      const bool is_boundary = (i > 0 && divided(labels[at], labels[at - width])) ||
                               (i + 1 < height && divided(labels[at], labels[at + width])) ||
                               (j > 0 && divided(labels[at], labels[at - 1])) ||
                               (j + 1 < width && divided(labels[at], labels[at + 1]));
      if (is_boundary) pixels.push_back(at);
    }
  return pixels;
}

/** Of the first map's boundary pixels, the share that is near the second's boundary. */
double share_near(const arma::uvec& first, const arma::uvec& second, const arma::uvec& labels,
                  std::size_t tolerance) {
  std::size_t near = 0, all = 0;
  for (arma::uword i = 0; i < first.n_elem; ++i)
    if (first[i] == 0 && labels[i] != ignored_label) {
      ++all;
      near += second[i] <= tolerance ? 1 : 0;
    }
  return all == 0 ? std::numeric_limits<double>::quiet_NaN()
                  : static_cast<double>(near) / static_cast<double>(all);
}

}  // namespace

arma::uvec boundary_distance(const arma::uvec& labels, std::size_t height, std::size_t width) {
  if (labels.n_elem != height * width)
    throw Error("boundary_distance", std::to_string(height * width) + " labels",
                std::to_string(labels.n_elem));
  const arma::uword far = height + width;
  arma::uvec distance(labels.n_elem);
  distance.fill(far);
  // [Spread from the boundary, step by step]
  std::vector<std::size_t> front = boundary_pixels(labels, height, width), next;
  for (const std::size_t at : front) distance[at] = 0;
  for (arma::uword steps = 1; !front.empty(); ++steps, front.swap(next)) {
    next.clear();
    for (const std::size_t at : front)
      for (std::size_t i = std::max<std::size_t>(at / width, 1) - 1;
           i <= std::min(at / width + 1, height - 1); ++i)
        for (std::size_t j = std::max<std::size_t>(at % width, 1) - 1;
             j <= std::min(at % width + 1, width - 1); ++j)
          if (distance[i * width + j] == far) {
            distance[i * width + j] = steps;
            next.push_back(i * width + j);
          }
  }
  // [Spread from the boundary, step by step]
  return distance;
}

double BoundaryScore::f1() const {
  const double sum = precision + recall;
  return sum > 0 ? 2 * precision * recall / sum : 0;
}

BoundaryScore boundary_score(const arma::uvec& found, const arma::uvec& labels,
                             std::size_t height, std::size_t width, std::size_t tolerance) {
  const arma::uvec from_found = boundary_distance(found, height, width);
  const arma::uvec from_true = boundary_distance(labels, height, width);
  return {share_near(from_found, from_true, labels, tolerance),
          share_near(from_true, from_found, labels, tolerance)};
}

}  // namespace dln
