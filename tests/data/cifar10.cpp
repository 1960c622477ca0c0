#include "dln/data/cifar10.hpp"

#include <fstream>

#include "dln/data/folder.hpp"
#include "support.hpp"

using dln::test::expect_error;
using dln::test::TemporaryFolder;
using dln::test::write_bytes;

namespace {

std::vector<std::uint8_t> records(std::size_t count) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(i % 10));
    for (std::size_t p = 0; p < 3072; ++p)
      bytes.push_back(static_cast<std::uint8_t>((i + p) % 256));
  }
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(any_number_of_records_is_read) {
  const TemporaryFolder folder;
  write_bytes(folder / "data_batch_1.bin", records(7));
  write_bytes(folder / "data_batch_2.bin", records(3));
  write_bytes(folder / "test_batch.bin", records(4));
  const auto data = dln::read_folder<float>(folder.path());
  BOOST_TEST(data.train.name == "CIFAR-10");
  BOOST_TEST(dln::to_string(data.train.images.shape()) == "10x3x32x32");
  BOOST_TEST(data.train.labels[9] == 2U);
  BOOST_TEST(data.train.images.image(1)(5, 0, 1) ==
             static_cast<float>((1 + 1024 + 5) % 256) / 255);  // green, row 0
  BOOST_TEST(data.test.size() == 4U);
  BOOST_TEST(data.train.class_names[8] == "ship");
}

BOOST_AUTO_TEST_CASE(damaged_cifar_files_are_refused) {
  const TemporaryFolder folder;
  const auto path = folder / "data_batch_1.bin";
  const auto read = [&] { dln::read_cifar10<float>({path}); };
  expect_error(read, {"data_batch_1.bin", "nothing of that name"});
  auto bytes = records(2);
  bytes.pop_back();
  write_bytes(path, bytes);
  expect_error(
      read, {"3073-byte CIFAR-10 records", "6145 bytes: 1 records and 3072 bytes of another"});
  bytes = records(2);
  bytes[3073] = 10;
  write_bytes(path, bytes);
  expect_error(read, {"label of record 1", "0 ... 9", "got 10"});
  write_bytes(path, {});
  expect_error(read, {"empty"});
}

BOOST_AUTO_TEST_SUITE_END()
