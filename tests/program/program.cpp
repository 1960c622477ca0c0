#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>

#include "program/chapter.hpp"
#include "support.hpp"

namespace {

using dln::program::Options;
using dln::program::Report;
using dln::test::text_of;

/** A chapter of experiments that are told the options. */
dln::program::Chapter chapter_of(
    const std::vector<std::function<Report(const Options&)>>& bodies) {
  return {"00-test", "A test.", "nothing", [=](const Options& options) {
            std::vector<dln::program::Experiment> experiments;
            for (const auto& body : bodies)
              experiments.push_back({"An experiment", [=] { return body(options); }});
            return experiments;
          }};
}

int run_program(const dln::program::Chapter& chapter, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "chapter");
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  return dln::program::run_chapter(chapter, static_cast<int>(argv.size()), argv.data());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(tables_are_written_for_people_and_for_programs) {
  dln::program::Table table({{"name"}, {"share", "{:.2f}"}});
  table.add({"one, two", 1.0 / 3});
  table.add({"three", 2.0});
  BOOST_TEST(table.csv() == "name,share\n\"one, two\",0.3333333333333333\nthree,2\n");
  BOOST_TEST(table.markdown() ==
             "| name | share |\n| :--- | ---: |\n| one, two | 0.33 |\n| three | 2.00 |\n");
  BOOST_TEST(table.text() == "  name      share\n  one, two   0.33\n  three      2.00\n");
  dln::program::Table gaps({{"a"}, {"b"}});  // a number in a column is enough to stand right
  gaps.add({"x", "over 9"});
  gaps.add({"", std::size_t{3}});
  BOOST_TEST(gaps.text() == "  a       b\n  x  over 9\n          3\n");
  BOOST_TEST(gaps.markdown() == "| a | b |\n| :--- | ---: |\n| x | over 9 |\n|  | 3 |\n");
  dln::test::expect_error([&] { table.add({"four"}); }, {"2 cells", "got 1"});
}

BOOST_AUTO_TEST_CASE(long_texts_are_broken_between_words) {
  BOOST_TEST(dln::program::wrapped("one two", 2) == "  one two\n");
  const std::string word(30, 'x');
  BOOST_TEST(dln::program::wrapped(word + " " + word + " " + word, 2) ==
             "  " + word + " " + word + "\n  " + word + "\n");
}

BOOST_AUTO_TEST_CASE(a_program_leaves_its_summary) {
  const dln::test::TemporaryFolder folder;
  const auto chapter = chapter_of({[](const Options& options) {
    Report report;
    report.note("seed", options.seed);
    report.note("choice", options.choose(10, 1));
    return report;
  }});
  BOOST_TEST(run_program(chapter,
                         {"--results", folder.path().string(), "--seed", "7", "--quick"}) == 0);
  const auto summary = nlohmann::json::parse(text_of(folder / "summary.json"));
  BOOST_TEST(summary["seed"] == 7);
  BOOST_TEST(summary["choice"] == 1);
  BOOST_TEST(summary["seconds"].get<double>() >= 0);
  BOOST_TEST(!std::filesystem::exists(folder / "summary.json.part"));
  BOOST_TEST(run_program(chapter, {"--nonsense"}) == 2);
  BOOST_TEST(run_program(chapter, {"--seed", "-1"}) == 2);
  BOOST_TEST(run_program(chapter, {"--seed", "99999999999999999999999"}) == 2);
  BOOST_TEST(run_program(chapter, {"--threads", "100000"}) == 2);
  BOOST_TEST(run_program(chapter, {"--epochs", "5x"}) == 2);
  BOOST_TEST(run_program(chapter, {"--data", (folder / "none").string()}) == 2);
  BOOST_TEST(run_program(chapter, {"--help"}) == 0);
}

BOOST_AUTO_TEST_CASE(real_images_are_advised_until_they_are_there) {
  const dln::test::TemporaryFolder folder;
  dln::program::Chapter chapter = chapter_of({});
  chapter.stem = "07-test";
  chapter.next = "./dln run 07 --seed 2, or with real images: ./dln run 07 --data DIR";
  const auto printed = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--results", (folder / "results").string()});
    const int before = dup(STDOUT_FILENO);
    BOOST_REQUIRE(std::freopen((folder / "printed").c_str(), "w", stdout) != nullptr);
    BOOST_TEST(run_program(chapter, arguments) == 0);
    dup2(before, STDOUT_FILENO);
    close(before);
    return text_of(folder / "printed");
  };
  BOOST_TEST(printed({}).find("./dln run 07 --data DIR") != std::string::npos);
  const std::string with_data = printed({"--data", folder.path().string()});
  BOOST_TEST(with_data.find("Next: ./dln run 07 --seed 2\n") != std::string::npos);
  BOOST_TEST(with_data.find("--data") == std::string::npos);
  chapter.next = "./dln run 07 --data DIR";
  BOOST_TEST(printed({"--data", folder.path().string()}).find("Next") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_error_ends_a_program_with_one_line) {
  const dln::test::TemporaryFolder folder;
  const auto chapter =
      chapter_of({[](const Options&) -> Report { throw dln::Error("thing", "this", "that"); }});
  BOOST_TEST(run_program(chapter, {"--results", folder.path().string()}) == 1);
  BOOST_TEST(!std::filesystem::exists(folder / "summary.json"));
}

BOOST_AUTO_TEST_CASE(a_results_folder_that_cannot_be_made_is_an_error) {
  const dln::test::TemporaryFolder folder;
  dln::test::write_bytes(folder / "file", {1});
  dln::test::expect_error([&] { dln::program::Results(folder / "file" / "inner"); },
                          {"a folder that can be made"});
}

BOOST_AUTO_TEST_CASE(an_interrupted_program_keeps_what_it_has_beside_the_last_whole_results) {
  const dln::test::TemporaryFolder folder;
  const auto noted = [](const char* key) {
    Report report;
    report.note(key, 1);
    return report;
  };
  const auto chapter = chapter_of({[=](const Options&) {
                                     std::raise(SIGINT);
                                     return noted("first");
                                   },
                                   [=](const Options&) { return noted("second"); }});
  const auto whole = chapter_of({[](const Options&) {
    Report report;
    report.numbers("table", arma::mat(1, 1));
    return report;
  }});
  BOOST_TEST(run_program(whole, {"--results", folder.path().string()}) == 0);
  BOOST_TEST(run_program(chapter, {"--results", folder.path().string()}) == 130);
  const auto summary = nlohmann::json::parse(text_of(folder / "interrupted/summary.json"));
  BOOST_TEST(summary["first"] == 1);
  BOOST_TEST(!summary.contains("second"));
  BOOST_TEST(summary["interrupted"] == true);
  BOOST_TEST(text_of(folder / "table.csv") == "0\n");
  BOOST_TEST(nlohmann::json::parse(text_of(folder / "summary.json"))["interrupted"] == false);
}

BOOST_AUTO_TEST_SUITE_END()
