#include <zlib.h>

#include <fstream>

#include "dln/data/file.hpp"
#include "dln/data/idx.hpp"
#include "support.hpp"

using dln::test::expect_error;
using dln::test::idx_bytes;
using dln::test::TemporaryFolder;
using dln::test::write_bytes;

namespace {

void write_gzip(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
  gzFile file = gzopen(path.c_str(), "wb");
  BOOST_REQUIRE(gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())) ==
                static_cast<int>(bytes.size()));
  BOOST_REQUIRE(gzclose(file) == Z_OK);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(gzipped_idx_files_are_read) {
  const TemporaryFolder folder;
  write_gzip(folder / "images.gz", idx_bytes({20, 28, 28}, 20 * 28 * 28));
  BOOST_TEST(dln::read_idx_images<float>(folder / "images.gz").shape().examples == 20U);
}

BOOST_AUTO_TEST_CASE(a_gz_file_that_is_not_gzip_is_refused) {
  const TemporaryFolder folder;
  write_bytes(folder / "images.gz", idx_bytes({2, 3, 4}, 24));
  expect_error([&] { dln::read_idx_images<float>(folder / "images.gz"); },
               {"images.gz", "1f 8b", "got first byte 00"});
  write_bytes(folder / "images.gz", {});
  expect_error([&] { dln::read_idx_images<float>(folder / "images.gz"); },
               {"images.gz", "empty"});
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_flipped_byte_of_a_gzip_file_is_noticed) {
  const TemporaryFolder folder;
  write_gzip(folder / "whole.gz", idx_bytes({4, 3, 4}, 48));
  std::ifstream file(folder / "whole.gz", std::ios::binary);
  const std::vector<char> read((std::istreambuf_iterator<char>(file)), {});
  const std::vector<std::uint8_t> whole(read.begin(), read.end());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    write_bytes(folder / "cut.gz",
                {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    BOOST_CHECK_THROW(dln::read_idx_images<float>(folder / "cut.gz"), dln::Error);
  }
  for (std::size_t place = 10; place < whole.size();
       ++place) {  // the first ten bytes hold flags and a date
    auto damaged = whole;
    damaged[place] ^= 0x55U;
    write_bytes(folder / "damaged.gz", damaged);
    BOOST_CHECK_THROW(dln::read_idx_images<float>(folder / "damaged.gz"), dln::Error);
  }
}

BOOST_AUTO_TEST_CASE(what_follows_the_stream_is_noticed) {
  const TemporaryFolder folder;
  write_gzip(folder / "images.gz", idx_bytes({2, 3, 4}, 24));
  std::ofstream(folder / "images.gz", std::ios::binary | std::ios::app) << "garbage";
  expect_error([&] { dln::read_idx_images<float>(folder / "images.gz"); },
               {"nothing behind the gzip stream"});
}

BOOST_AUTO_TEST_CASE(a_small_file_that_unpacks_to_much_is_refused_by_its_header) {
  const TemporaryFolder folder;
  const auto path = folder / "bomb.gz";
  const auto read = [&] { dln::read_idx_images<float>(path); };
  auto bomb = idx_bytes({2, 3, 4}, 24);
  bomb.resize(std::size_t{1} << 24U);
  write_gzip(path, bomb);  // what follows the promised bytes is not even unpacked
  BOOST_TEST(dln::read_file_start(path, 41).size() == 41U);
  expect_error(read, {"bomb.gz: content", "2 x 3 x 4 bytes", "got 25 bytes or more"});
  bomb = idx_bytes({60000, 200, 200}, 0);
  bomb.resize(std::size_t{1} << 22U);
  write_gzip(path, bomb);
  expect_error(read, {"bomb.gz: content", "60000 x 200 x 200 bytes as its header says",
                      "got at most 4"});
  std::ofstream(path, std::ios::binary | std::ios::app)
      << std::string(3000000, ' ');  // large enough for all of them
  expect_error(read, {"bomb.gz: header", "at most 536870912 bytes", "got 60000 x 200 x 200"});
}

BOOST_AUTO_TEST_CASE(a_file_larger_than_allowed_is_refused) {
  const TemporaryFolder folder;
  write_gzip(folder / "bomb.gz", std::vector<std::uint8_t>(3000000));
  expect_error([&] { dln::read_file(folder / "bomb.gz", 1000000); },
               {"at most 1000000 bytes after decompression"});
  write_bytes(folder / "large", std::vector<std::uint8_t>(100));
  expect_error([&] { dln::read_file(folder / "large", 99); },
               {"at most 99 bytes", "got 100 bytes"});
}

BOOST_AUTO_TEST_SUITE_END()
