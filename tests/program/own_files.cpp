#include "program/own_files.hpp"

#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "program/results.hpp"
#include "support.hpp"

namespace {

namespace fs = std::filesystem;
using dln::program::OwnFiles;
using dln::test::expect_error;
using dln::test::TemporaryFolder;
using dln::test::text_of;
using dln::test::write_text;

std::size_t count(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/** While it lives, no file of this program can grow beyond a size. */
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(only_what_an_earlier_run_wrote_is_replaced) {
  const TemporaryFolder folder;
  write_text(folder / "notes.md", "mine");
  write_text(folder / "package.json", "mine");
  fs::create_directory(folder / "folder.csv");
  write_text(folder / "target", "mine");
  fs::create_symlink("target", folder / "link.csv");

  const OwnFiles files(folder.path());
  files.replace_all({{"first.csv", "1"}, {"both.csv", "2"}});
  files.replace_all({{"both.csv", "3"}, {"second.csv", "4"}});

  BOOST_TEST(!fs::exists(folder / "first.csv"));
  BOOST_TEST(text_of(folder / "both.csv") == "3");
  BOOST_TEST(text_of(folder / "second.csv") == "4");
  BOOST_TEST(text_of(folder / "notes.md") == "mine");
  BOOST_TEST(text_of(folder / "package.json") == "mine");
  BOOST_TEST(fs::is_directory(folder / "folder.csv"));
  BOOST_TEST(fs::is_symlink(folder / "link.csv"));
  BOOST_TEST(count(folder.path()) == 5 + 2 + 1);  // theirs, ours, and the list
  files.replace_all({});
  BOOST_TEST(count(folder.path()) == 5);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_is_refused_and_nothing_has_changed) {
  const TemporaryFolder folder;
  const OwnFiles files(folder.path());
  files.replace_all({{"ours.csv", "1"}});
  write_text(folder / "theirs.csv", "mine");
  fs::create_directory(folder / "folder.csv");
  fs::create_symlink("theirs.csv", folder / "link.csv");
  fs::create_symlink("nowhere", folder / "dangling.csv");
  write_text(folder / "beside.csv.part", "mine");
  for (const std::string name :
       {"theirs.csv", "folder.csv", "link.csv", "dangling.csv", "beside.csv"}) {
    expect_error([&] { files.check_ours(name); },
                 {(folder / name).string(), "an earlier run wrote"});
    expect_error(
        [&] {
          files.replace_all({{"a.csv", "2"}, {name, "2"}});
        },
        {name, "an earlier run wrote"});
  }
  for (const std::string name : {"", "..", "../ours.csv", "/etc/passwd"})
    expect_error([&] { files.replace_all({{name, "2"}}); }, {"without folders"});
  BOOST_TEST(text_of(folder / "ours.csv") == "1");
  BOOST_TEST(text_of(folder / "theirs.csv") == "mine");
  BOOST_TEST(!fs::exists(folder / "a.csv"));

  // Ours once, but somebody has put a link in its place.
  fs::remove(folder / "ours.csv");
  fs::create_symlink("theirs.csv", folder / "ours.csv");
  expect_error([&] { files.replace_all({{"ours.csv", "2"}}); }, {"a folder or a link"});
  files.replace_all({});
  BOOST_TEST(fs::is_symlink(folder / "ours.csv"));
}

BOOST_AUTO_TEST_CASE(
    a_list_that_is_not_ours_is_refused_and_one_that_names_other_folders_removes_nothing_there) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "inner");
  write_text(folder / "outside.csv", "mine");
  const OwnFiles files(folder / "inner");
  files.replace_all({{"ours.csv", "1"}});
  const std::string list = text_of(folder / "inner/written-by-dln.txt");
  write_text(folder / "inner/written-by-dln.txt",
             list + "../outside.csv\n..\n\n" + (folder / "outside.csv").string() + "\n");
  files.replace_all({});
  BOOST_TEST(text_of(folder / "outside.csv") == "mine");
  BOOST_TEST(count(folder / "inner") == 0);

  write_text(folder / "inner/written-by-dln.txt", "ours.csv\n");
  write_text(folder / "inner/ours.csv", "mine");
  expect_error([&] { files.prepare(); },
               {"written-by-dln.txt", "a list that an earlier run wrote"});
  expect_error([&] { files.replace_all({}); }, {"written-by-dln.txt"});
  BOOST_TEST(text_of(folder / "inner/ours.csv") == "mine");
}

BOOST_AUTO_TEST_CASE(a_run_that_was_killed_half_way_is_cleaned_up_by_the_next) {
  const TemporaryFolder folder;
  const OwnFiles files(folder.path());
  files.replace_all({{"old.csv", "1"}, {"new.csv", "2"}});
  write_text(folder / "new.csv.part", "half");
  files.replace_all({{"new.csv", "3"}});
  BOOST_TEST(text_of(folder / "new.csv") == "3");
  BOOST_TEST(count(folder.path()) == 2);
}

BOOST_AUTO_TEST_CASE(a_failed_write_leaves_the_earlier_files_whole) {
  const TemporaryFolder folder;
  const OwnFiles files(folder.path());
  files.replace_all({{"table.csv", "1"}, {"other.csv", "2"}});
  // As on a full disk: the second write fails after the first.
  expect_error(
      [&] {
        const FileSizeLimit limit(1000);
        files.replace_all({{"table.csv", "3"}, {"zebra.csv", std::string(2000, 'z')}});
      },
      {"zebra.csv", "can be written"});
  BOOST_TEST(text_of(folder / "table.csv") == "1");
  BOOST_TEST(text_of(folder / "other.csv") == "2");
  BOOST_TEST(count(folder.path()) == 3);
}

BOOST_AUTO_TEST_CASE(results_appear_together_when_the_run_is_over) {
  const TemporaryFolder folder;
  dln::program::Results first(folder.path());
  first.write("first", arma::mat(1, 1));
  BOOST_TEST(count(folder.path()) == 0);
  first.save();
  BOOST_TEST(count(folder.path()) == 3);

  dln::program::Results stopped(folder.path());
  stopped.write("second", arma::mat(1, 1));
  BOOST_TEST(stopped.save_interrupted() == folder / "interrupted");
  BOOST_TEST(text_of(folder / "interrupted/second.csv") == "0\n");
  BOOST_TEST(text_of(folder / "first.csv") == "0\n");

  dln::program::Results second(folder.path());
  second.write("second", arma::mat(1, 1));
  write_text(folder / "curve.csv", "mine");
  expect_error([&] { second.write("curve", arma::mat(1, 1)); }, {"curve.csv", "not in"});
  second.save();
  BOOST_TEST(!fs::exists(folder / "first.csv"));
  BOOST_TEST(!fs::exists(folder / "interrupted"));
  BOOST_TEST(text_of(folder / "curve.csv") == "mine");
}

BOOST_AUTO_TEST_SUITE_END()
