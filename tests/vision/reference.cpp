// What torchvision computed, as recorded by record.py, and ours beside it.
#include "config.hpp"
#include "dln/data/safetensors.hpp"
#include "dln/vision/anchors.hpp"
#include "dln/vision/box_coding.hpp"
#include "dln/vision/matching.hpp"
#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "dln/vision/suppression.hpp"
#include "support.hpp"

using namespace dln;

namespace {

using Numbers = Tensor<double>;

Numbers recorded(const std::string& name) {
  SafetensorsFile file(dln::test::torchvision_data);
  return file.read<double>(name, file.shape(name));
}

std::vector<Box> boxes(const std::string& name) {
  const Numbers numbers = recorded(name);
  std::vector<Box> result;
  for (std::size_t i = 0; i < numbers.size(); i += 4)
    result.push_back({numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]});
  return result;
}

/** The largest difference of two lists of as many numbers. */
double difference(const arma::vec& a, const arma::vec& b) {
  BOOST_REQUIRE_EQUAL(a.n_elem, b.n_elem);
  return arma::abs(a - b).max();
}

/** A recorded matrix: a row each of the first size. */
arma::mat rows(const std::string& name) {
  const Numbers numbers = recorded(name);
  return arma::mat(numbers.columns()).t();
}

bool is_recorded(const arma::uvec& ours, const std::string& name) {
  const Numbers expected = recorded(name);
  return ours.n_elem == expected.size() &&
         arma::all(arma::conv_to<arma::vec>::from(ours) == expected.values());
}

std::vector<Region> regions() {
  const std::vector<Box> where = boxes("roi.boxes");
  const Numbers images = recorded("roi.images");
  std::vector<Region> result;
  for (std::size_t i = 0; i < where.size(); ++i)
    result.push_back({static_cast<std::size_t>(images[i]), where[i]});
  return result;
}

template <typename T>
void check_regions(const Layer<T>& layer, const std::string& name) {
  const auto as_t = [](const Numbers& numbers) {
    Tensor<T> converted(numbers.shape());
    converted.values() = arma::conv_to<arma::Col<T>>::from(numbers.values());
    return converted;
  };
  Pass<T> pass(Mode::train, Random(1));
  const Tensor<T> y = layer.forward(as_t(recorded("roi.x")), pass);
  const Tensor<T> dx = layer.backward(as_t(recorded("roi.dy")), pass);
  const double limit = sizeof(T) == 4 ? 2e-6 : 1e-13;
  BOOST_TEST(difference(arma::conv_to<arma::vec>::from(y.values()), recorded(name).values()) <
             limit);
  BOOST_TEST(difference(arma::conv_to<arma::vec>::from(dx.values()),
                        recorded(name + "_dx").values()) < limit);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vision)

BOOST_AUTO_TEST_CASE(overlaps_as_torchvision_computes_them) {
  const std::vector<Box> a = boxes("iou.a"), b = boxes("iou.b");
  const arma::mat expected = rows("iou.iou"), generalized = rows("iou.generalized");
  BOOST_TEST(arma::approx_equal(overlaps(a, b), expected, "absdiff", 1e-14));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      BOOST_TEST(std::abs(generalized_iou(a[i], b[j]) - generalized(i, j)) < 1e-14);
}

BOOST_AUTO_TEST_CASE(suppression_as_torchvision_does_it) {
  const std::vector<Box> all = boxes("nms.boxes");
  const Numbers scores = recorded("nms.scores"), labels = recorded("nms.labels");
  BOOST_TEST(is_recorded(suppressed(all, scores.values(), 0.4), "nms.kept"));
  Detections detections;
  for (std::size_t i = 0; i < all.size(); ++i)
    detections.push_back({static_cast<std::size_t>(labels[i]), all[i], scores[i]});
  const Detections kept = suppressed(detections, 0.4);
  const Numbers expected = recorded("nms.kept_by_class");
  BOOST_REQUIRE_EQUAL(kept.size(), expected.size());
  for (std::size_t i = 0; i < kept.size(); ++i)
    BOOST_TEST((kept[i].box == all[static_cast<std::size_t>(expected[i])]));
}

BOOST_AUTO_TEST_CASE(offsets_as_torchvision_codes_them) {
  const std::vector<Box> targets = boxes("coding.boxes"),
                         references = boxes("coding.references");
  const std::vector<Box> expected = boxes("coding.decoded");
  const arma::mat offsets = rows("coding.offsets"), any = rows("coding.any");
  const BoxCoding coding{.weights = {10, 9, 5, 4}};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const BoxOffsets ours = encoded(targets[i], references[i], coding);
    for (std::size_t k = 0; k < 4; ++k) BOOST_TEST(std::abs(ours[k] - offsets(i, k)) < 1e-12);
    const Box box =
        decoded({any(i, 0), any(i, 1), any(i, 2), any(i, 3)}, references[i], coding);
    BOOST_TEST(std::abs(box.x_min - expected[i].x_min) < 1e-9);  // sides of up to 3000 pixels
    BOOST_TEST(std::abs(box.y_max - expected[i].y_max) < 1e-9);
    BOOST_TEST(std::abs(box.width() - expected[i].width()) < 1e-9);
    BOOST_TEST(std::abs(box.height() - expected[i].height()) < 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(matching_as_torchvision_does_it) {
  const arma::mat overlaps = rows("matching.overlaps");
  for (const bool best : {false, true}) {
    const Matching ours = matched(overlaps, {best ? 0.95 : 0.7, 0.3, 0, best});
    const Numbers expected =
        recorded(best ? "matching.best" : "matching.plain");  // -1: background, -2: ignored
    arma::vec numbers = arma::conv_to<arma::vec>::from(ours.object);
    numbers(arma::find(ours.object == matched_background)).fill(-1);
    numbers(arma::find(ours.object == matched_ignored)).fill(-2);
    BOOST_TEST(difference(numbers, expected.values()) == 0);
    for (const double kind : {-2.0, -1.0, 0.0, 3.0})
      BOOST_TEST(arma::any(expected.values() == kind));
  }
}

BOOST_AUTO_TEST_CASE(anchors_as_torchvision_puts_them) {
  // Ours are in the middle of their places, half a stride further; theirs have all anchors of a
  // place together.
  const std::vector<Box> ours = anchor_grid({{16, 32}, {1, 4}}, 3, 5, 16),
                         theirs = boxes("anchors.boxes");
  BOOST_REQUIRE_EQUAL(ours.size(), theirs.size());
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t place = 0; place < 15; ++place) {
      const Box& box = ours[a * 15 + place];
      // They take all ratios of one size as we do, but all sizes of one ratio first.
      const Box& other = theirs[place * 4 + (a % 2) * 2 + a / 2];
      BOOST_TEST((Box{box.x_min - 8, box.y_min - 8, box.x_max - 8, box.y_max - 8} == other));
    }
}

BOOST_AUTO_TEST_CASE(regions_as_torchvision_reads_them) {
  const RegionGrid grid{.height = 3, .width = 2, .stride = 4};
  for (const std::size_t samples : {1, 2, 3}) {
    check_regions<double>(RoiAlign<double>(regions(), grid, samples),
                          "roi.align_" + std::to_string(samples));
    check_regions<float>(RoiAlign<float>(regions(), grid, samples),
                         "roi.align_" + std::to_string(samples));
  }
  check_regions<double>(RoiMaxPool<double>(regions(), grid), "roi.max");
  check_regions<float>(RoiMaxPool<float>(regions(), grid), "roi.max");
}

BOOST_AUTO_TEST_SUITE_END()
