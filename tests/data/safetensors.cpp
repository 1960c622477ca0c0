#include "dln/data/safetensors.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include "data/safetensors_bytes.hpp"
#include "dln/core/half.hpp"
#include "dln/data/file.hpp"

using dln::NumberType;
using dln::SafetensorsFile;
using dln::SafetensorsWriter;
using dln::Shape;
using dln::Tensor;
using dln::test::Bytes;
using dln::test::expect_error;
using dln::test::file_of;
using dln::test::published;
using dln::test::TemporaryFolder;
using dln::test::write_bytes;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(a_file_of_the_formats_own_package_is_read) {
  const TemporaryFolder folder;
  write_bytes(folder / "published", published);
  SafetensorsFile file(folder / "published");
  BOOST_TEST(file.text("format") == "pt");
  BOOST_TEST(file.tensors().size() == 3U);
  BOOST_TEST((file.tensor("0.bias").type == NumberType::float16));
  const auto weight = file.read<double>("0.weight", {2, 2});
  BOOST_TEST(weight[0] == 1.0);
  BOOST_TEST(weight[1] == -2.0);
  BOOST_TEST(weight[2] == 0.5);
  BOOST_TEST(std::isnan(weight[3]));
  const auto bias = file.read<float>("0.bias", {1, 2});
  BOOST_TEST(bias[0] == 1.0F);
  BOOST_TEST(bias[1] == -2.0F);
  const auto other = file.read<float>("1.bias", {1, 3});
  BOOST_TEST(other[1] == -2.0F);
  BOOST_TEST(other[2] == std::numeric_limits<float>::infinity());
}

BOOST_AUTO_TEST_CASE(the_same_content_is_written_with_the_same_bytes) {
  const TemporaryFolder folder;
  const float nan = std::bit_cast<float>(0x7fc00000U);
  const Tensor<float> weight({2, 2}, {1, -2, 0.5F, nan});
  const Tensor<double> bias({2}, {1, -2});
  const Tensor<float> other({3}, {1, -2, std::numeric_limits<float>::infinity()});
  SafetensorsWriter writer;
  writer.add("0.bias", bias, NumberType::float16);
  writer.add("0.weight", weight, NumberType::float32);
  writer.add("1.bias", other, NumberType::bfloat16);
  writer.add("format", "pt");
  writer.write(folder / "ours");
  // Ours says all four sizes. Apart from that, and the spaces that follow from it, every byte
  // is the same.
  std::string header(published.begin() + 8, published.end() - 26);
  const auto replace = [&](const std::string& from, const std::string& to) {
    header.replace(header.find(from), from.size(), to);
  };
  replace("[2,2]", "[2,2,1,1]");
  replace("[3]", "[3,1,1,1]");
  replace("[2]", "[2,1,1,1]");
  header.resize((header.find("}}") + 2 + 7) / 8 * 8, ' ');
  BOOST_TEST(dln::read_file(folder / "ours") ==
             file_of(header, {published.end() - 26, published.end()}));
}

BOOST_AUTO_TEST_CASE(every_type_comes_back) {
  const TemporaryFolder folder;
  const auto exact =
      dln::test::random_tensor<double>({3, 5, 41, 67}, 1);  // more than one piece
  Tensor<float> single(exact.shape());
  single.values() = arma::conv_to<arma::fvec>::from(exact.values());
  SafetensorsWriter writer;
  writer.add("double", exact, NumberType::float64);
  writer.add("single", single, NumberType::float32);
  writer.add("half", single, NumberType::float16);
  writer.add("brain", exact, NumberType::bfloat16);
  writer.add("none", Tensor<float>(), NumberType::float32);
  writer.write(folder / "file");
  SafetensorsFile file(folder / "file");
  BOOST_TEST(arma::all(file.read<double>("double", exact.shape()).values() == exact.values()));
  BOOST_TEST(arma::all(file.read<float>("double", exact.shape()).values() == single.values()));
  BOOST_TEST(arma::all(file.read<float>("single", exact.shape()).values() == single.values()));
  const auto half = file.read<float>("half", exact.shape());
  const auto brain = file.read<double>("brain", exact.shape());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    wrong += half[i] == dln::from_float16(dln::to_float16(single[i])) ? 0 : 1;
    wrong += brain[i] == static_cast<double>(dln::from_bfloat16(dln::to_bfloat16(single[i])))
                 ? 0
                 : 1;
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(file.read<float>("none", {}).size() == 0U);
  BOOST_TEST(std::filesystem::file_size(folder / "file") % 2 == 0U);
}

BOOST_AUTO_TEST_CASE(texts_of_all_characters_come_back) {
  const TemporaryFolder folder;
  SafetensorsWriter writer;
  const std::string text = "\"quoted\", \\, tab \t, newline \n, Grüße, \x01";
  writer.add("a text", text);
  writer.write(folder / "file");
  BOOST_TEST(SafetensorsFile(folder / "file").text("a text") == text);
  writer.add("not UTF-8", "\xff");
  expect_error([&] { writer.write(folder / "file"); }, {"safetensors", "UTF-8"});
  BOOST_TEST(SafetensorsFile(folder / "file").text("a text") == text);
}

BOOST_AUTO_TEST_CASE(shapes_are_compared_without_their_ones) {
  const TemporaryFolder folder;
  write_bytes(
      folder / "file",
      file_of(
          R"({"x":{"dtype":"F32","shape":[2,1,3],"data_offsets":[0,24]},"s":{"dtype":"F32","shape":[],"data_offsets":[24,28]}})",
          Bytes(28)));
  SafetensorsFile file(folder / "file");
  for (const Shape& shape : {Shape{2, 3}, Shape{1, 2, 3}, Shape{2, 1, 3, 1}})
    BOOST_TEST(file.read<float>("x", shape).size() == 6U);
  for (const Shape& shape : {Shape{3, 2}, Shape{6}, Shape{2, 3, 2}, Shape{2, 2}})
    expect_error([&] { file.read<float>("x", shape); },
                 {"file, tensor 'x': expected the shape ", "got 2x1x3"});
  BOOST_TEST(file.read<float>("s", {1}).size() == 1U);
  expect_error([&] { file.read<float>("y", {1}); },
               {"file: expected a tensor 'y', got none of that name"});
  expect_error([&] { (void)file.text("y"); },
               {"file: expected a text 'y', got none of that name"});
}

BOOST_AUTO_TEST_CASE(types_that_are_no_floating_point_numbers_may_be_there_but_are_not_read) {
  const TemporaryFolder folder;
  write_bytes(folder / "file",
              file_of(R"({"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}})", Bytes(8)));
  expect_error([&] { SafetensorsFile(folder / "file").read<float>("n", {1}); },
               {"tensor 'n'", "numbers of type F32, F16, BF16 or F64", "got I64"});
  SafetensorsWriter writer;
  const Tensor<float> tensor({1});
  expect_error([&] { writer.add("n", tensor, NumberType::int64); }, {"tensor 'n'", "got I64"});
  writer.add("n", tensor, NumberType::float32);
  expect_error([&] { writer.add("n", tensor, NumberType::float32); },
               {"tensor 'n'", "a name of its own", "taken"});
  writer.add("__metadata__", tensor, NumberType::float32);
  expect_error([&] { writer.write(folder / "file"); },
               {"'__metadata__', which the format keeps for itself"});
}

BOOST_AUTO_TEST_SUITE_END()
