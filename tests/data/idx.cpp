#include "dln/data/idx.hpp"

#include <filesystem>
#include <fstream>

#include "dln/data/folder.hpp"
#include "support.hpp"

using dln::test::expect_error;
using dln::test::idx_bytes;
using dln::test::TemporaryFolder;
using dln::test::write_bytes;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(idx_files_are_read) {
  const TemporaryFolder folder;
  write_bytes(folder / "images", idx_bytes({2, 3, 4}, 24));
  const auto images = dln::read_idx_images<double>(folder / "images");
  BOOST_TEST(dln::to_string(images.shape()) == "2x1x3x4");
  BOOST_TEST(images[9] == 9.0 / 255);
  write_bytes(folder / "labels", idx_bytes({5}, 5));
  BOOST_TEST(arma::all(dln::read_idx_labels(folder / "labels") == arma::uvec{0, 1, 2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(damaged_idx_files_are_refused) {
  const TemporaryFolder folder;
  const auto path = folder / "images";
  const auto read = [&] { dln::read_idx_images<float>(path); };
  expect_error(read, {"images", "expected a file", "nothing of that name"});
  write_bytes(path, {});
  expect_error(read, {"images", "with content", "empty"});
  write_bytes(path, {0, 0, 8, 3, 0, 0});
  expect_error(read, {"header of 16 bytes", "got 6 bytes"});
  write_bytes(path, idx_bytes({2, 3}, 6));
  expect_error(read, {"magic number", "00000803 (IDX images)", "got 00000802"});
  write_bytes(path, idx_bytes({2, 3, 4}, 23));
  expect_error(read, {"content", "2 x 3 x 4 bytes", "got 23 bytes"});
  write_bytes(path, idx_bytes({2, 3, 4}, 25));
  expect_error(read, {"2 x 3 x 4 bytes", "got 25 bytes"});
  write_bytes(path, idx_bytes({0, 3, 4}, 1));
  expect_error(read, {"header", "sizes above 0", "size 0 is 0"});
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  expect_error(read, {"expected a file", "something else"});
}

BOOST_AUTO_TEST_CASE(huge_sizes_in_a_header_are_not_believed) {
  const TemporaryFolder folder;
  write_bytes(folder / "images", idx_bytes({0xffffffff, 0xffffffff, 0xffffffff}, 100));
  expect_error([&] { dln::read_idx_images<float>(folder / "images"); },
               {"4294967295 x 4294967295 x 4294967295 bytes", "got at most 116 bytes"});
}

BOOST_AUTO_TEST_CASE(sizes_whose_product_wraps_are_not_believed) {
  const TemporaryFolder folder;
  write_bytes(folder / "images",
              idx_bytes({769546, 494770, 48448661}, 4));  // their product is 2^64 + 4
  expect_error([&] { dln::read_idx_images<float>(folder / "images"); },
               {"769546 x 494770 x 48448661 bytes", "got at most 20 bytes"});
}

BOOST_AUTO_TEST_CASE(every_truncation_of_a_file_is_an_error) {
  const TemporaryFolder folder;
  const auto whole = idx_bytes({2, 3, 4}, 24);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    write_bytes(folder / "cut",
                {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    BOOST_CHECK_THROW(dln::read_idx_images<float>(folder / "cut"), dln::Error);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_of_mnist_is_recognised) {
  const TemporaryFolder folder;
  write_bytes(folder / "train-images-idx3-ubyte", idx_bytes({10, 2, 2}, 40));
  write_bytes(folder / "train-labels-idx1-ubyte", idx_bytes({10}, 10));
  write_bytes(folder / "t10k-images-idx3-ubyte", idx_bytes({5, 2, 2}, 20));
  expect_error([&] { dln::read_folder<float>(folder.path()); },
               {"t10k-labels-idx1-ubyte.gz", "nothing of that name"});
  write_bytes(folder / "t10k-labels-idx1-ubyte", idx_bytes({4}, 4));
  expect_error([&] { dln::read_folder<float>(folder.path()); },
               {"t10k-labels", "5 labels", "got 4"});
  write_bytes(folder / "t10k-labels-idx1-ubyte", idx_bytes({5}, 5));
  const auto data = dln::read_folder<float>(folder.path());
  BOOST_TEST(data.train.name == "MNIST");
  BOOST_TEST(data.train.size() == 10U);
  BOOST_TEST(data.test.size() == 5U);
  BOOST_TEST(data.train.classes() == 10U);
}

BOOST_AUTO_TEST_CASE(mnist_labels_above_nine_are_refused) {
  const TemporaryFolder folder;
  for (const std::string part : {"train", "t10k"}) {
    write_bytes(folder / (part + "-images-idx3-ubyte"), idx_bytes({10, 2, 2}, 40));
    write_bytes(folder / (part + "-labels-idx1-ubyte"), idx_bytes({10}, 10));
  }
  BOOST_TEST(dln::read_folder<float>(folder.path()).test.labels.max() == 9U);
  auto bytes = idx_bytes({10}, 10);
  bytes.back() = 10;
  write_bytes(folder / "t10k-labels-idx1-ubyte", bytes);
  expect_error([&] { dln::read_folder<float>(folder.path()); },
               {"t10k-labels-idx1-ubyte: label", "0 ... 9", "got 10"});
}

BOOST_AUTO_TEST_CASE(test_images_have_the_training_images_shape) {
  const TemporaryFolder folder;
  write_bytes(folder / "train-images-idx3-ubyte", idx_bytes({2, 28, 28}, 2 * 28 * 28));
  write_bytes(folder / "train-labels-idx1-ubyte", idx_bytes({2}, 2));
  write_bytes(folder / "t10k-images-idx3-ubyte", idx_bytes({2, 14, 56}, 2 * 28 * 28));
  write_bytes(folder / "t10k-labels-idx1-ubyte", idx_bytes({2}, 2));
  expect_error([&] { dln::read_folder<float>(folder.path()); },
               {"t10k-images-idx3-ubyte: height x width", "28 x 28", "got 14 x 56"});
}

BOOST_AUTO_TEST_CASE(a_folder_of_neither_format_is_refused) {
  const TemporaryFolder folder;
  expect_error([&] { dln::read_folder<float>(folder.path()); },
               {"MNIST", "CIFAR-10", "neither"});
  expect_error([&] { dln::read_folder<float>(folder / "none"); },
               {"a folder of images", "no folder"});
  std::filesystem::create_directories(folder / "JPEGImages");
  expect_error([&] { dln::read_folder<float>(folder.path()); }, {"MNIST", "got PASCAL VOC"});
}

BOOST_AUTO_TEST_SUITE_END()
