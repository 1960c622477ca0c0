#include "program/compare.hpp"

#include <atomic>
#include <thread>

#include "dln/core/threads.hpp"
#include "support.hpp"

namespace {

using dln::program::Comparison;
using dln::program::Jobs;
using dln::program::Outcome;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Variant;

/** Variants that finish in the opposite order, with numbers whose sum depends on the order of
 * adding. */
std::vector<Variant> variants() {
  std::vector<Variant> result;
  for (const int factor : {1, 2, 3})
    result.push_back(
        {"times " + std::to_string(factor), [=](const Start& start) {
           std::this_thread::sleep_for(std::chrono::milliseconds(8 - 2 * start.number));
           dln::Random random = start.random;
           const double value = factor * std::pow(10, random.uniform(-8, 8));
           return Outcome{.numbers = {{"value", value}, {"start", double(start.number)}},
                          .curves = {{"loss", {value, 2 * value}}}};
         }});
  return result;
}

Comparison run_comparison(Jobs jobs) {
  dln::program::Options options;
  options.seed = 3;
  return dln::program::compare("test", variants(), options, 4, jobs);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(a_comparison_has_the_same_bits_in_any_order) {
  const std::string expected =
      run_comparison(Jobs::one_by_one).table({{"value", "{}", Spread::error}}).csv();
  for (int i = 0; i < 3; ++i)
    BOOST_TEST(
        run_comparison(Jobs::side_by_side).table({{"value", "{}", Spread::error}}).csv() ==
        expected);
}

BOOST_AUTO_TEST_CASE(variants_start_alike) {
  const Comparison comparison = run_comparison(Jobs::one_by_one);
  for (std::size_t start = 0; start < 4; ++start) {
    const double one = comparison.outcomes("times 1")[start].numbers[0].second;
    BOOST_TEST(comparison.outcomes("times 3")[start].numbers[0].second == 3 * one,
               boost::test_tools::tolerance(1e-15));
  }
  BOOST_TEST(comparison.best("value") == "times 3");
}

BOOST_AUTO_TEST_CASE(statistics_by_hand) {
  const Comparison comparison(
      {"one"}, {{{.numbers = {{"n", 1}}}, {.numbers = {{"n", 2}}}, {.numbers = {{"n", 6}}}}});
  const auto s = comparison.of("one", "n");
  BOOST_TEST(s.mean == 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(s.lowest == 1);
  BOOST_TEST(s.highest == 6);
  BOOST_TEST(s.standard_error == std::sqrt(7.0 / 3), boost::test_tools::tolerance(1e-15));
  const Comparison single({"one"}, {{{.numbers = {{"n", 1}}}}});
  BOOST_TEST(single.table({{"n", "{:.0f}", Spread::error}}).text() ==
             "  variant  n  n error\n  one      1        -\n");
}

BOOST_AUTO_TEST_CASE(a_comparison_is_written_for_pages_and_plots) {
  const Comparison comparison(
      {"a", "b"}, {{{.numbers = {{"held out", 0.5}}, .curves = {{"loss", {2, 1}}}},
                    {.numbers = {{"held out", 1}}, .curves = {{"loss", {4, 3}}}}},
                   {{.numbers = {{"held out", 0.25}}, .curves = {{"loss", {8, 7}}}},
                    {.numbers = {{"held out", 0.25}}, .curves = {{"loss", {8, 7}}}}}});
  BOOST_TEST(
      comparison.table({{"held out", "{:.1%}", Spread::range}}).csv() ==
      "variant,held out,held out lowest,held out highest\na,0.75,0.5,1\nb,0.25,0.25,0.25\n");
  BOOST_TEST(comparison.starts().csv() ==
             "variant,start,held out\na,1,0.5\na,2,1\nb,1,0.25\nb,2,0.25\n");
  BOOST_TEST(comparison.curves().csv() ==
             "variant,step,loss,loss lowest,loss "
             "highest\na,1,3,2,4\na,2,2,1,3\nb,1,8,8,8\nb,2,7,7,7\n");
  dln::test::expect_error([&] { (void)comparison.of("a", "held"); }, {"held out", "got held"});
  dln::test::expect_error([&] { (void)comparison.of("c", "held out"); }, {"a, b", "got c"});
  dln::test::expect_error(
      [] {
        Comparison({"a", "b"}, {{{.numbers = {{"x", 1}}}}, {{.numbers = {{"y", 1}}}}});
      },
      {"b", "the numbers x", "got y"});
}

BOOST_AUTO_TEST_CASE(nothing_is_timed_while_jobs_run_side_by_side) {
  std::atomic<int> running = 0, refused = 0;
  bool quiet = true;
  const Variant variant{
      "one", [&](const Start&) {
        ++running;
        try {
          dln::program::seconds_of([] {});
        } catch (const dln::Error&) {
          ++refused;
        }
        --running;
        return Outcome{.timed = {{"seconds", [&] { quiet = quiet && running == 0; }, 1, 3}}};
      }};
  const Comparison comparison = dln::program::compare("test", {variant}, {}, 4);
  BOOST_TEST(refused == (dln::thread_count() > 1 ? 4 : 0));
  BOOST_TEST(quiet);
  BOOST_TEST(comparison.of("one", "seconds").mean >= 0);
}

BOOST_AUTO_TEST_CASE(a_failing_variant_ends_a_comparison) {
  std::atomic<int> calls = 0;
  const Variant variant{"one", [&](const Start&) -> Outcome {
                          ++calls;
                          throw dln::Error("loss", "a number", "nan");
                        }};
  dln::test::expect_error([&] { (void)dln::program::compare("test", {variant}, {}, 100); },
                          {"a number"});
  BOOST_TEST(calls < 100);
  dln::test::expect_error([&] { (void)dln::program::compare("test", {}, {}, 1); },
                          {"at least one variant"});
}

BOOST_AUTO_TEST_SUITE_END()
