#include "dln/vision/pixel_region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/vision/smoothing.hpp"

namespace dln {
namespace {

constexpr std::size_t colour_bins = 25;
constexpr std::size_t texture_bins = 10;
constexpr std::size_t directions = 8;

// The bin of a number of 0 ... 1.
std::size_t bin_of(double number, std::size_t bins) {
  const double place = std::clamp(number, 0.0, 1.0) * static_cast<double>(bins);
  return std::min(static_cast<std::size_t>(place), bins - 1);
}

void count_colours(const arma::cube& image, const arma::umat& labels,
                   std::vector<PixelRegion>& regions) {
  for (arma::uword c = 0; c < image.n_slices; ++c)
    for (arma::uword pixel = 0; pixel < labels.n_elem; ++pixel)
      regions[labels[pixel]]
          .colour[c * colour_bins + bin_of(image.slice(c)[pixel], colour_bins)] += 1;
}

// Half the difference of the two neighbours; at the border, the pixel itself stands for the
// missing one.
arma::mat slope_across(const arma::mat& plane) {
  arma::mat slope(arma::size(plane));
  for (arma::uword x = 0; x < plane.n_rows; ++x)
    slope.row(x) =
        (plane.row(std::min(x + 1, plane.n_rows - 1)) - plane.row(x - (x > 0 ? 1 : 0))) / 2;
  return slope;
}

// [Count gradients by direction and strength]
// Along the direction t, a Gaussian's derivative gives cos(t) gx + sin(t) gy; only rises are
// counted, so that the opposite direction counts the falls.
void count_gradients(const arma::cube& image, const arma::umat& labels,
                     std::vector<PixelRegion>& regions) {
  const arma::cube smooth = smoothed(image, 1);
  for (arma::uword c = 0; c < image.n_slices; ++c) {
    const arma::mat gx = slope_across(smooth.slice(c));
    const arma::mat gy = slope_across(smooth.slice(c).t()).t();
    const double strongest = std::sqrt((arma::square(gx) + arma::square(gy)).max());
    for (std::size_t d = 0; d < directions; ++d) {
      const double t = 2 * arma::datum::pi * static_cast<double>(d) / directions;
      const double across = std::cos(t), down = std::sin(t);
      for (arma::uword pixel = 0; pixel < labels.n_elem; ++pixel) {
        const double rise = across * gx[pixel] + down * gy[pixel];
        const std::size_t bin = rise > 0 ? bin_of(rise / strongest, texture_bins) : 0;
        regions[labels[pixel]].texture[(c * directions + d) * texture_bins + bin] += 1;
      }
    }
  }
}
// [Count gradients by direction and strength]

}  // namespace

std::string to_string(const Similarity& similarity) {
  std::string text;
  const std::array<std::pair<bool, char>, 4> letters = {{{similarity.colour, 'C'},
                                                         {similarity.texture, 'T'},
                                                         {similarity.size, 'S'},
                                                         {similarity.fill, 'F'}}};
  for (const auto& [counts, letter] : letters)
    if (counts) text += text.empty() ? std::string(1, letter) : std::string{'+', letter};
  return text;
}

std::vector<PixelRegion> regions_of(const arma::cube& image, const RegionMap& segmentation) {
  const arma::umat& labels = segmentation.labels;
  if (labels.n_rows != image.n_rows || labels.n_cols != image.n_cols)
    throw Error("regions_of",
                fmt::format("a segmentation of {} x {} pixels", image.n_rows, image.n_cols),
                fmt::format("{} x {}", labels.n_rows, labels.n_cols));
  const arma::uword channels = image.n_slices;
  const PixelRegion nothing{{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL},
                            0,
                            arma::vec(channels * colour_bins),
                            arma::vec(channels * directions * texture_bins)};
  std::vector<PixelRegion> regions(segmentation.count, nothing);
  for (arma::uword y = 0; y < labels.n_cols; ++y)
    for (arma::uword x = 0; x < labels.n_rows; ++x) {
      PixelRegion& region = regions[labels(x, y)];
      const auto left = static_cast<double>(x), top = static_cast<double>(y);
      region.box = hull(region.box, {left, top, left + 1, top + 1});
      region.size += 1;
    }
  count_colours(image, labels, regions);
  count_gradients(image, labels, regions);
  for (PixelRegion& region : regions) {
    region.colour /= arma::accu(region.colour);
    region.texture /= arma::accu(region.texture);
  }
  return regions;
}

PixelRegion joined(const PixelRegion& a, const PixelRegion& b) {
  // [Describe two regions joined]
  const double size = a.size + b.size;
  return {hull(a.box, b.box), size, (a.size * a.colour + b.size * b.colour) / size,
          (a.size * a.texture + b.size * b.texture) / size};
  // [Describe two regions joined]
}

double similarity(const PixelRegion& a, const PixelRegion& b, double image_size,
                  const Similarity& by) {
  // [Compare two regions]
  double sum = 0;
  if (by.colour) sum += arma::accu(arma::min(a.colour, b.colour));
  if (by.texture) sum += arma::accu(arma::min(a.texture, b.texture));
  if (by.size) sum += 1 - (a.size + b.size) / image_size;
  if (by.fill) sum += 1 - (hull(a.box, b.box).area() - a.size - b.size) / image_size;
  return sum;
  // [Compare two regions]
}

}  // namespace dln
