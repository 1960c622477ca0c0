#include "dln/vision/segmentation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/vision/disjoint_sets.hpp"
#include "dln/vision/smoothing.hpp"

namespace dln {
namespace {

/** Two neighbouring pixels, by their places in memory, and how different their colours are. */
struct Edge {
  double weight;
  std::size_t a, b;
};

// [Join every pixel to its neighbours by an edge]
std::vector<Edge> edges_of(const arma::cube& image) {
  const std::size_t width = image.n_rows, height = image.n_cols;
  std::vector<Edge> edges;
  edges.reserve(4 * width * height);
  const auto join = [&](std::size_t x, std::size_t y, std::size_t to_x, std::size_t to_y) {
    double squares = 0;
    for (arma::uword c = 0; c < image.n_slices; ++c) {
      const double difference = image(x, y, c) - image(to_x, to_y, c);
      squares += difference * difference;
    }
    edges.push_back({std::sqrt(squares), y * width + x, to_y * width + to_x});
  };
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      if (x + 1 < width) join(x, y, x + 1, y);
      if (y + 1 < height) join(x, y, x, y + 1);
      if (x + 1 < width && y + 1 < height) join(x, y, x + 1, y + 1);
      if (x + 1 < width && y > 0) join(x, y, x + 1, y - 1);
    }
  return edges;
}
// [Join every pixel to its neighbours by an edge]

RegionMap numbered(DisjointSets& sets, std::size_t width, std::size_t height) {
  constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> number(width * height, none);
  RegionMap result{arma::umat(width, height), 0};
  for (std::size_t pixel = 0; pixel < width * height; ++pixel) {
    std::size_t& known = number[sets.find(pixel)];
    if (known == none) known = result.count++;
    result.labels[pixel] = known;
  }
  return result;
}

}  // namespace

RegionMap segmented(const arma::cube& image, const GraphSegmentationOptions& options) {
  const auto& [scale, sigma, min_size] = options;
  if (image.is_empty() || !(scale >= 0) || !(sigma >= 0))
    throw Error("segmented", "an image, a scale and a sigma of at least 0",
                fmt::format("{} pixels, {} and {}", image.n_elem_slice, scale, sigma));
  std::vector<Edge> edges = edges_of(smoothed(image, sigma));
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& one, const Edge& other) {
    return one.weight < other.weight;
  });

  // [Join regions that an edge does not tell apart]
  const double k = scale / 255;
  DisjointSets sets(image.n_elem_slice);
  std::vector<double> internal(image.n_elem_slice, 0.0);
  const auto limit = [&](std::size_t region) {
    return internal[region] + k / static_cast<double>(sets.size(region));
  };
  for (const Edge& edge : edges) {  // from the lightest on
    const std::size_t a = sets.find(edge.a), b = sets.find(edge.b);
    if (a != b && edge.weight <= std::min(limit(a), limit(b)))
      internal[sets.join(a, b)] = edge.weight;
  }
  // [Join regions that an edge does not tell apart]

  for (const Edge& edge : edges) {
    const std::size_t a = sets.find(edge.a), b = sets.find(edge.b);
    if (a != b && std::min(sets.size(a), sets.size(b)) < min_size) sets.join(a, b);
  }
  return numbered(sets, image.n_rows, image.n_cols);
}

}  // namespace dln
