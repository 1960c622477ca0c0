#include "dln/vision/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <set>
#include <tuple>

#include "dln/core/error.hpp"

namespace dln {
namespace {

// The heap's top is the largest: the most similar pair, and of equal ones that of lower
// numbers.
bool comes_later(const Merge& one, const Merge& other) {
  return std::tuple(one.similarity, other.a, other.b) <
         std::tuple(other.similarity, one.a, one.b);
}

void check_merges(const RegionMap& segmentation, const Hierarchy& hierarchy,
                  std::size_t merges) {
  if (hierarchy.regions.size() != segmentation.count + hierarchy.merges.size() ||
      merges > hierarchy.merges.size())
    throw Error("hierarchy",
                fmt::format("{} regions and {} merges", segmentation.count, merges),
                fmt::format("{} and {}", hierarchy.regions.size() - hierarchy.merges.size(),
                            hierarchy.merges.size()));
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> touching(const RegionMap& segmentation) {
  const arma::umat& labels = segmentation.labels;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const auto touch = [&](arma::uword a, arma::uword b) {
    if (a != b) pairs.emplace_back(std::min(a, b), std::max(a, b));
  };
  for (arma::uword y = 0; y < labels.n_cols; ++y)
    for (arma::uword x = 0; x < labels.n_rows; ++x) {
      const bool right = x + 1 < labels.n_rows, down = y + 1 < labels.n_cols;
      if (right) touch(labels(x, y), labels(x + 1, y));
      if (down) touch(labels(x, y), labels(x, y + 1));
      if (right && down) {
        touch(labels(x, y), labels(x + 1, y + 1));
        touch(labels(x + 1, y), labels(x, y + 1));
      }
    }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

Hierarchy grouped(const std::vector<PixelRegion>& first, const RegionMap& segmentation,
                  const Similarity& by) {
  Hierarchy hierarchy{first, {}};
  std::vector<PixelRegion>& regions = hierarchy.regions;
  const auto pixels = static_cast<double>(segmentation.labels.n_elem);
  std::vector<std::set<std::size_t>> neighbours(segmentation.count);
  std::priority_queue<Merge, std::vector<Merge>, decltype(&comes_later)> heap(comes_later);
  const auto propose = [&](std::size_t a, std::size_t b) {
    neighbours[a].insert(b);
    neighbours[b].insert(a);
    heap.push({a, b, similarity(regions[a], regions[b], pixels, by)});
  };
  for (const auto& [a, b] : touching(segmentation)) propose(a, b);

  // [Join the most similar pair until none is left]
  std::vector<bool> gone(segmentation.count, false);
  while (!heap.empty()) {
    const Merge best = heap.top();
    heap.pop();
    if (gone[best.a] || gone[best.b]) continue;  // one of them has become part of another
    gone[best.a] = gone[best.b] = true;
    const std::size_t both = regions.size();
    regions.push_back(joined(regions[best.a], regions[best.b]));
    hierarchy.merges.push_back(best);
    gone.push_back(false);
    std::set<std::size_t> around = neighbours[best.a];
    around.merge(neighbours[best.b]);
    neighbours.emplace_back();
    for (const std::size_t neighbour : around)
      if (!gone[neighbour]) propose(neighbour, both);
  }
  // [Join the most similar pair until none is left]
  return hierarchy;
}

RegionMap after_merges(const RegionMap& segmentation, const Hierarchy& hierarchy,
                       std::size_t merges) {
  check_merges(segmentation, hierarchy, merges);
  const std::size_t regions = segmentation.count + merges;
  std::vector<std::size_t> now(regions);  // what each region is part of, the last one first
  for (std::size_t region = regions; region-- > 0;) now[region] = region;
  for (std::size_t i = merges; i-- > 0;)
    for (const std::size_t part : {hierarchy.merges[i].a, hierarchy.merges[i].b})
      now[part] = now[segmentation.count + i];
  std::vector<std::size_t> number(regions, regions);
  RegionMap result{arma::umat(arma::size(segmentation.labels)), 0};
  for (arma::uword pixel = 0; pixel < result.labels.n_elem; ++pixel) {
    std::size_t& known = number[now[segmentation.labels[pixel]]];
    if (known == regions) known = result.count++;
    result.labels[pixel] = known;
  }
  return result;
}

arma::umat pixels_of(const RegionMap& segmentation, const Hierarchy& hierarchy,
                     std::size_t region) {
  check_merges(segmentation, hierarchy, 0);
  if (region >= hierarchy.regions.size())
    throw Error("pixels_of", fmt::format("a region below {}", hierarchy.regions.size()),
                fmt::format("{}", region));
  std::vector<bool> inside(hierarchy.regions.size(), false);
  inside[region] = true;
  for (std::size_t i = hierarchy.merges.size(); i-- > 0;)
    if (inside[segmentation.count + i])
      inside[hierarchy.merges[i].a] = inside[hierarchy.merges[i].b] = true;
  arma::umat pixels(arma::size(segmentation.labels));
  for (arma::uword pixel = 0; pixel < pixels.n_elem; ++pixel)
    pixels[pixel] = inside[segmentation.labels[pixel]] ? 1 : 0;
  return pixels;
}

}  // namespace dln
