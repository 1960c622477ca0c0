#include "dln/train/search.hpp"

#include <atomic>
#include <cmath>
#include <fstream>
#include <random>

#include "support.hpp"

using boost::test_tools::tolerance;
using dln::Point;
using dln::Scale;
using dln::Setting;
using dln::Trial;

namespace {

const std::vector<Setting> two = {{"rate", 1e-4, 1, Scale::logarithmic},
                                  {"keep", 0.5, 1, Scale::linear}};

double worth(const Point& p) { return -std::abs(std::log10(p[0]) + 2) - std::abs(p[1] - 0.75); }

/** A file that is gone afterwards. */
struct File {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() /
      ("dln-search-" + std::to_string(std::random_device{}()) + ".csv");
  ~File() { std::filesystem::remove(path); }
  [[nodiscard]] std::string text() const { return dln::test::text_of(path); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_grid_is_even_on_each_settings_own_scale) {
  const auto points = dln::grid(two, 3);
  BOOST_TEST(points.size() == 9U);
  BOOST_TEST(points[0] == (Point{1e-4, 0.5}), boost::test_tools::per_element());
  BOOST_TEST(points[1][1] == 0.75);
  BOOST_TEST(points[3][0] == 1e-2, tolerance(1e-12));
  BOOST_TEST(points[8] == (Point{1, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(random_points_are_even_on_a_logarithmic_scale) {
  const auto points = dln::random_points(two, 4000, dln::Random(1));
  double low = 0, mean = 0;
  for (const Point& p : points) {
    BOOST_TEST((p[0] >= 1e-4 && p[0] <= 1 && p[1] >= 0.5 && p[1] <= 1));
    low += p[0] < 1e-2 ? 1 : 0;  // half of the way
    mean += p[1] / 4000;
  }
  BOOST_TEST(std::abs(low / 4000 - 0.5) < 0.04);
  BOOST_TEST(std::abs(mean - 0.75) < 0.01);
  BOOST_TEST(points[0] != dln::random_points(two, 1, dln::Random(2))[0]);
}

BOOST_AUTO_TEST_CASE(bounds_close_in_about_a_point_and_stay_within_the_old_ones) {
  const auto about = dln::narrowed(two, {1e-2, 0.5}, 0.5);
  BOOST_TEST(about[0].low == 1e-3, tolerance(1e-12));
  BOOST_TEST(about[0].high == 1e-1, tolerance(1e-12));
  BOOST_TEST(about[1].low == 0.5);
  BOOST_TEST(about[1].high == 0.75);
}

BOOST_AUTO_TEST_CASE(a_search_finds_the_best_whether_side_by_side_or_not) {
  for (const bool side_by_side : {false, true}) {
    const auto trials =
        dln::search(two, dln::grid(two, 5), worth, {.side_by_side = side_by_side});
    BOOST_TEST(trials.size() == 25U);
    BOOST_TEST(dln::best(trials).point[0] == 1e-2, tolerance(1e-12));
    BOOST_TEST(dln::best(trials).point[1] == 0.75);
  }
  const std::vector<Trial> some = {{{1}, std::nan("")}, {{2}, 3}, {{4}, 3}};
  BOOST_TEST(dln::best(some).point[0] == 2);
  dln::test::expect_error([] { dln::best({{{1}, std::nan("")}}); }, {"at least one trial"});
}

BOOST_AUTO_TEST_CASE(a_search_that_was_stopped_goes_on_from_its_log) {
  const File file;
  std::atomic<int> calls = 0;
  const auto count = [&](const Point& p) {
    ++calls;
    return worth(p);
  };
  const auto points = dln::random_points(two, 10, dln::Random(3));
  const auto first = dln::search(
      two, points, count,
      {.log = file.path, .callback = [](std::size_t done, std::size_t) { return done < 4; }});
  BOOST_TEST(first.size() == 4U);
  std::ofstream(file.path, std::ios::app) << "0x1p-3,0x1";  // cut off in the middle
  const auto whole = dln::search(two, points, count, {.log = file.path});
  BOOST_TEST(calls == 10);
  BOOST_TEST(whole.size() == 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    BOOST_TEST(whole[i].point == points[i], boost::test_tools::per_element());
    BOOST_TEST(whole[i].score == worth(points[i]));
  }
  dln::search(two, points, count, {.log = file.path});
  BOOST_TEST(calls == 10, "all were known");
  const std::string text = file.text();
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 11);
  const std::vector<Setting> other = {two[0]};
  const std::vector<Point> one = {{0.1}};
  const dln::TrialOptions logged{.log = file.path};
  dln::test::expect_error(
      [&] {
        dln::search(
            other, one, [](const Point&) { return 0.0; }, logged);
      },
      {"the log of rate,score", "rate,keep,score"});
}

BOOST_AUTO_TEST_CASE(settings_that_make_no_sense_are_refused) {
  dln::test::expect_error([] { dln::grid({}, 3); }, {"at least one setting"});
  dln::test::expect_error([] { dln::grid(two, 1); }, {"at least 2 values"});
  dln::test::expect_error([] { dln::grid({{"rate", 0, 1}}, 3); }, {"setting rate", "above 0"});
  dln::test::expect_error(
      [] {
        dln::grid({{"keep", 1, 1, Scale::linear}}, 3);
      },
      {"setting keep", "the lower first"});
  dln::test::expect_error([] { dln::narrowed(two, {0.1, 0.6}, 0); }, {"share in (0, 1]"});
  dln::test::expect_error([] { dln::narrowed(two, {0.1}, 0.5); }, {"a point of 2 numbers"});
  dln::test::expect_error([] { dln::search(two, {{1}}, worth); }, {"points of 2 numbers"});
}

BOOST_AUTO_TEST_SUITE_END()
