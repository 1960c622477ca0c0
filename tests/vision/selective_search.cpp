#include "dln/vision/selective_search.hpp"

#include <set>

#include "dln/data/generated_scenes.hpp"
#include "support.hpp"

using namespace dln;
using dln::test::expect_error;

namespace {

arma::cube search_scene(std::uint64_t seed) {
  const SceneSet set =
      generated_scenes(1, {.height = 48, .width = 64, .min_size = 0.25}, Random(seed));
  const auto batch = to_tensor<double>(std::span<const Scene>(set.scenes));
  const arma::cube view = batch.image(0);
  return arma::cube(view);  // a copy, as the batch is about to end
}

// The best pair of all, found anew before every merge.
std::vector<Merge> grouped_plainly(const arma::cube& image, const RegionMap& segmentation,
                                   const Similarity& by) {
  std::vector<PixelRegion> regions = regions_of(image, segmentation);
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& pair : touching(segmentation)) pairs.insert(pair);
  std::vector<Merge> merges;
  while (!pairs.empty()) {
    Merge best{0, 0, -1};
    for (const auto& [a, b] : pairs) {
      const double here =
          similarity(regions[a], regions[b], static_cast<double>(image.n_elem_slice), by);
      if (here > best.similarity) best = {a, b, here};
    }
    merges.push_back(best);
    const std::size_t both = regions.size();
    regions.push_back(joined(regions[best.a], regions[best.b]));
    std::set<std::pair<std::size_t, std::size_t>> next;
    for (const auto& [a, b] : pairs) {
      const auto now = [&](std::size_t r) { return r == best.a || r == best.b ? both : r; };
      if (now(a) != now(b)) next.insert(std::minmax(now(a), now(b)));
    }
    pairs = next;
  }
  return merges;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(colours_in_other_coordinates) {
  arma::cube image(4, 1, 3);
  image.tube(0, 0) = arma::vec{1, 0, 0};
  image.tube(1, 0) = arma::vec{0, 0, 1};
  image.tube(2, 0) = arma::vec{0.5, 0.5, 0.5};
  image.tube(3, 0) = arma::vec{0.2, 0.6, 0.2};
  const auto check = [&](ColourSpace space, arma::uword pixel, const arma::vec& expected) {
    const arma::vec colour = converted(image, space).tube(pixel, 0);
    BOOST_TEST(arma::abs(colour - expected).max() < 1e-3, to_string(space)
                                                              << " " << colour.t());
  };
  check(ColourSpace::rgb, 0, {1, 0, 0});
  check(ColourSpace::hsv, 0, {0, 1, 1});
  check(ColourSpace::hsv, 1, {2.0 / 3, 1, 1});
  check(ColourSpace::hsv, 2, {0, 0, 0.5});
  check(ColourSpace::hsv, 3, {1.0 / 3, 2.0 / 3, 0.6});
  check(ColourSpace::rgi, 3, {0.2, 0.6, 1.0 / 3});
  check(ColourSpace::grey, 3, {0.299 * 0.2 + 0.587 * 0.6 + 0.114 * 0.2});
  // Published for sRGB red: L* 53.24, a* 80.09, b* 67.20; and for grey a* = b* = 0.
  check(ColourSpace::lab, 0, {0.5324, (80.09 + 128) / 255, (67.20 + 128) / 255});
  check(ColourSpace::lab, 2, {0.5339, 128.0 / 255, 128.0 / 255});
  expect_error([] { converted(arma::cube(2, 2, 1), ColourSpace::hsv); },
               {"converted", "3", "1"});
}

BOOST_AUTO_TEST_CASE(two_regions_by_hand) {
  // Three pixels of black, and one of white at the end of the row: W x H = 4 x 1.
  arma::cube image(4, 1, 1);
  image(3, 0, 0) = 1;
  const RegionMap two{arma::umat{arma::uvec{0, 0, 0, 1}}, 2};
  const auto regions = regions_of(image, two);
  BOOST_TEST((regions[0].box == Box{0, 0, 3, 1}));
  BOOST_TEST((regions[1].box == Box{3, 0, 4, 1}));
  BOOST_TEST(regions[0].colour[0] == 1);
  BOOST_TEST(regions[1].colour[24] == 1);
  BOOST_TEST(arma::accu(regions[0].texture) == 1, boost::test_tools::tolerance(1e-12));
  const Similarity none{false, false, false, false};
  const auto by = [&](bool Similarity::*what) {
    Similarity one = none;
    one.*what = true;
    return similarity(regions[0], regions[1], 4, one);
  };
  BOOST_TEST(by(&Similarity::colour) == 0);
  BOOST_TEST(by(&Similarity::size) == 0);  // together they are the image
  BOOST_TEST(by(&Similarity::fill) == 1);  // and leave no hole
  const PixelRegion both = joined(regions[0], regions[1]);
  BOOST_TEST((both.box == Box{0, 0, 4, 1}));
  BOOST_TEST(both.size == 4);
  BOOST_TEST(both.colour[0] == 0.75);
  BOOST_TEST(both.colour[24] == 0.25);
  BOOST_TEST(to_string(Similarity{}) == "C+T+S+F");
  BOOST_TEST(to_string(Similarity{.colour = false}) == "T+S+F");
  expect_error([&] { regions_of(arma::cube(3, 3, 1), two); }, {"regions_of", "3 x 3", "4 x 1"});
}

BOOST_AUTO_TEST_CASE(joined_regions_are_those_of_the_joined_pixels) {
  const arma::cube image = search_scene(1);
  const RegionMap segmentation = segmented(image, {});
  const Hierarchy hierarchy = grouped(regions_of(image, segmentation), segmentation, {});
  const std::size_t merges = hierarchy.merges.size() / 2;
  const RegionMap later = after_merges(segmentation, hierarchy, merges);
  BOOST_TEST(later.count == segmentation.count - merges);
  const auto anew = regions_of(image, later);
  const std::size_t last = segmentation.count + merges - 1;
  const arma::umat pixels = pixels_of(segmentation, hierarchy, last);
  const std::size_t label = later.labels[pixels.index_max()];
  BOOST_TEST(arma::all(arma::vectorise((later.labels == label) == (pixels == 1))));
  BOOST_TEST((anew[label].box == hierarchy.regions[last].box));
  BOOST_TEST(anew[label].size == hierarchy.regions[last].size);
  BOOST_TEST(arma::abs(anew[label].colour - hierarchy.regions[last].colour).max() < 1e-12);
  BOOST_TEST(arma::abs(anew[label].texture - hierarchy.regions[last].texture).max() < 1e-12);
}

BOOST_AUTO_TEST_CASE(the_heap_joins_what_the_plain_search_joins) {
  for (const std::uint64_t seed : {2, 3}) {
    const arma::cube image = search_scene(seed);
    const RegionMap segmentation = segmented(image, {});
    for (const Similarity& by : {Similarity{}, Similarity{.colour = false, .texture = false}}) {
      const auto fast = grouped(regions_of(image, segmentation), segmentation, by).merges;
      const auto plain = grouped_plainly(image, segmentation, by);
      BOOST_REQUIRE(fast.size() == segmentation.count - 1);
      BOOST_REQUIRE(plain.size() == fast.size());
      for (std::size_t i = 0; i < fast.size(); ++i)
        BOOST_TEST((fast[i].a == plain[i].a && fast[i].b == plain[i].b), "merge " << i);
    }
  }
}

BOOST_AUTO_TEST_CASE(proposals_are_within_the_image_and_come_once) {
  const arma::cube image = search_scene(4);
  const auto proposals = selective_search(image, {}, Random(1));
  std::set<std::string> seen;
  double rank = 0;
  for (const Proposal& proposal : proposals) {
    const Box& box = proposal.box;
    BOOST_TEST((box.x_min >= 0 && box.y_min >= 0 && box.x_max <= 64 && box.y_max <= 48));
    BOOST_TEST((box.width() >= 4 && box.height() >= 4));
    BOOST_TEST(seen.insert(to_string(box)).second);
    BOOST_TEST(proposal.rank >= rank);
    rank = proposal.rank;
  }
  BOOST_TEST(seen.contains(to_string(Box{0, 0, 64, 48})));
  const auto again = selective_search(image, {}, Random(1));
  BOOST_TEST(again.size() == proposals.size());
  BOOST_TEST((again.front().box == proposals.front().box));
  BOOST_TEST(strategies_of({}).size() == 8U);
}

BOOST_AUTO_TEST_CASE(objects_are_among_the_proposals) {
  const SceneSet set = generated_scenes(12, {}, Random(5));
  std::size_t objects = 0, found = 0;
  for (const Scene& one : set.scenes) {
    const Tensor<double> batch = to_tensor<double>(std::span<const Scene>(&one, 1));
    const auto proposals = selective_search(batch.image(0), {}, Random(1));
    for (const SceneObject& object : one.objects) {
      ++objects;
      found += std::any_of(proposals.begin(), proposals.end(), [&](const Proposal& proposal) {
        return iou(proposal.box, object.box) >= 0.5;
      });
    }
  }
  BOOST_TEST(static_cast<double>(found) >= 0.95 * static_cast<double>(objects));
}

BOOST_AUTO_TEST_SUITE_END()
