#include "program/report.hpp"

#include <fstream>

#include "program/chapter.hpp"
#include "support.hpp"

namespace {

using dln::program::Report;
using dln::program::Table;
using dln::test::text_of;

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(a_report_is_printed_and_written) {
  const dln::test::TemporaryFolder folder;
  Table table({{"name"}, {"share", "{:.1%}"}});
  table.add({"one", 0.125});
  table.add({"none", std::nan("")});
  Report report;
  report.say("A sentence.");
  report.table("shares", table);
  report.data("curve", Table::of({"x", "y"}, arma::mat{{1, 0.1}, {2, 0.2}}));
  report.note("tried", 3);
  report.pictures("filters", dln::Tensor<float>({2, 1, 1, 2}, {1, 2, 3, 4.5}),
                  {"first", "the, second"});
  report.live("scores", {{"cat", 1.5}});
  BOOST_TEST(report.text() == "A sentence.\n  name   share\n  one   12.5 %\n  none       -\n");
  dln::program::Results results(folder.path());
  report.write(results);
  results.save();
  BOOST_TEST(text_of(folder / "shares.csv") == "name,share\none,0.125\nnone,nan\n");
  BOOST_TEST(text_of(folder / "shares.md") ==
             "| name | share |\n| :--- | ---: |\n| one | 12.5 % |\n| none | - |\n");
  BOOST_TEST(text_of(folder / "curve.csv") == "x,y\n1,0.1\n2,0.2\n");
  BOOST_TEST(!std::filesystem::exists(folder / "curve.md"));
  BOOST_TEST(
      text_of(folder / "filters.csv") ==
      "picture,height,width,channels,0,1\nfirst,1,2,1,1,2\n\"the, second\",1,2,1,3,4.5\n");
  BOOST_TEST(text_of(folder / "scores.js") == "dln.data[\"scores\"] = {\"cat\":1.5};\n");
  BOOST_TEST(nlohmann::json::parse(text_of(folder / "summary.json"))["tried"] == 3);
  Report wrong;
  wrong.pictures("filters", dln::Tensor<float>({2, 1, 1, 2}), {"one"});
  dln::test::expect_error([&] { wrong.write(results); }, {"2 names of pictures", "got 1"});
}

BOOST_AUTO_TEST_CASE(headings_are_broken_between_words) {
  Table table({{"what"}, {"validation accuracy", "{:.2f}"}, {"µs an image"}});
  table.add({"µ", 0.5, std::size_t{12}});
  BOOST_TEST(table.text() ==
             "        validation  µs an\n"
             "  what    accuracy  image\n"
             "  µ           0.50     12\n");
}

BOOST_AUTO_TEST_CASE(a_chapter_is_a_list_of_experiments) {
  const dln::test::TemporaryFolder folder;
  const dln::program::Chapter chapter{
      "00-test", "A test.", "nothing", [](const dln::program::Options& options) {
        const auto shared = dln::program::share(options.seed);
        return std::vector<dln::program::Experiment>{{"The first",
                                                      [=] {
                                                        *shared += 1;
                                                        return Report();
                                                      }},
                                                     {"The second", [=] {
                                                        Report report;
                                                        report.note("shared", *shared);
                                                        return report;
                                                      }}};
      }};
  std::vector<std::string> arguments = {"chapter", "--results", folder.path().string(),
                                        "--seed", "7"};
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  BOOST_TEST(dln::program::run_chapter(chapter, static_cast<int>(argv.size()), argv.data()) ==
             0);
  BOOST_TEST(nlohmann::json::parse(text_of(folder / "summary.json"))["shared"] == 8);
}

BOOST_AUTO_TEST_SUITE_END()
