#include "dln/data/file.hpp"

#include "support.hpp"

using dln::test::expect_error;
using dln::test::TemporaryFolder;

BOOST_AUTO_TEST_SUITE(data)

namespace {

std::string text_of(const std::filesystem::path& path) {
  const auto bytes = dln::read_file(path);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_is_written_into_a_folder_that_is_made_and_replaces_the_old_one) {
  const TemporaryFolder folder;
  const auto path = folder / "new/notes.txt";
  dln::write_file(path, std::string("old"));
  BOOST_TEST(text_of(path) == "old");
  const std::vector<std::uint8_t> bytes = {'n', 'e', 'w', 0};
  dln::write_file(path, bytes);
  BOOST_TEST(dln::read_file(path) == bytes);
  BOOST_TEST(!std::filesystem::exists(folder / "new/notes.txt.part"));
}

BOOST_AUTO_TEST_CASE(the_old_file_stands_until_the_new_one_is_whole) {
  const TemporaryFolder folder;
  dln::write_file(folder / "notes", std::string("old"));
  dln::write_file(folder / "notes", [&](std::ostream& file) {
    file << "half of " << std::flush;
    BOOST_TEST(text_of(folder / "notes") == "old");
    file << "the new one";
  });
  BOOST_TEST(text_of(folder / "notes") == "half of the new one");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it) {
  const TemporaryFolder folder;
  dln::write_file(folder / "notes", std::string("old"));
  const auto fail = [](std::ostream& file) {
    file << "half";
    file.setstate(std::ios::badbit);  // as when the disk is full
  };
  expect_error([&] { dln::write_file(folder / "notes", fail); },
               {"notes: expected a file that can be written"});
  BOOST_TEST(text_of(folder / "notes") == "old");
  BOOST_TEST(!std::filesystem::exists(folder / "notes.part"));
  std::filesystem::create_directories(folder / "folder/inside");
  expect_error([&] { dln::write_file(folder / "folder", std::string("x")); },
               {"folder: expected a file that can be replaced"});
  BOOST_TEST(!std::filesystem::exists(folder / "folder.part"));
  expect_error([&] { dln::write_file(folder / "notes/inside", std::string("x")); },
               {"inside: expected a file that can be"});
}

BOOST_AUTO_TEST_SUITE_END()
