#include "dln/vision/selective_search.hpp"

#include <algorithm>
#include <tuple>

#include "dln/core/threads.hpp"

namespace dln {
namespace {

auto sides(const Box& box) { return std::tuple(box.x_min, box.y_min, box.x_max, box.y_max); }

void keep_first_of_equal_boxes(std::vector<Proposal>& proposals) {
  std::sort(proposals.begin(), proposals.end(), [](const Proposal& one, const Proposal& other) {
    return std::tuple_cat(sides(one.box), std::tuple(one.rank)) <
           std::tuple_cat(sides(other.box), std::tuple(other.rank));
  });
  const auto end = std::unique(
      proposals.begin(), proposals.end(),
      [](const Proposal& one, const Proposal& other) { return one.box == other.box; });
  proposals.erase(end, proposals.end());
}

}  // namespace

std::vector<SearchStrategy> strategies_of(const SearchOptions& options) {
  std::vector<SearchStrategy> strategies;
  for (const ColourSpace space : options.spaces)
    for (const double scale : options.scales)
      for (const Similarity& similarity : options.similarities)
        strategies.push_back({space, {scale, options.sigma, options.min_size}, similarity});
  return strategies;
}

std::vector<Search> searched(const arma::cube& rgb, const SearchOptions& options) {
  const std::size_t scales = options.scales.size(), similarities = options.similarities.size();
  std::vector<arma::cube> images;
  for (const ColourSpace space : options.spaces) images.push_back(converted(rgb, space));
  std::vector<Search> searches(images.size() * scales * similarities);
  parallel_for(images.size() * scales, [&](std::size_t i) {
    const arma::cube& image = images[i / scales];
    const RegionMap segmentation =
        segmented(image, {options.scales[i % scales], options.sigma, options.min_size});
    const std::vector<PixelRegion> regions = regions_of(image, segmentation);
    for (std::size_t s = 0; s < similarities; ++s)
      searches[i * similarities + s] = {
          segmentation, grouped(regions, segmentation, options.similarities[s])};
  });
  return searches;
}

std::vector<Proposal> ranked(const std::vector<Search>& searches, const SearchOptions& options,
                             Random random) {
  // [Rank the regions by how late they were made, and by chance]
  std::vector<Proposal> proposals;
  for (std::size_t s = 0; s < searches.size(); ++s) {
    const std::vector<PixelRegion>& regions = searches[s].hierarchy.regions;
    for (std::size_t r = regions.size(); r-- > 0;) {
      const double rank = static_cast<double>(regions.size() - r) * random.uniform();
      const Box& box = regions[r].box;
      if (std::min(box.width(), box.height()) >= options.min_side &&
          std::max(box.width(), box.height()) <= options.max_side)
        proposals.push_back({box, rank, s, r});
    }
  }
  // [Rank the regions by how late they were made, and by chance]
  keep_first_of_equal_boxes(proposals);
  std::stable_sort(
      proposals.begin(), proposals.end(),
      [](const Proposal& one, const Proposal& other) { return one.rank < other.rank; });
  return proposals;
}

std::vector<Proposal> selective_search(const arma::cube& rgb, const SearchOptions& options,
                                       Random random) {
  return ranked(searched(rgb, options), options, random);
}

}  // namespace dln
