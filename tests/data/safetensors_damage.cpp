#include "data/safetensors_bytes.hpp"
#include "dln/data/safetensors.hpp"

using dln::SafetensorsFile;
using dln::test::Bytes;
using dln::test::expect_error;
using dln::test::file_of;
using dln::test::published;
using dln::test::TemporaryFolder;
using dln::test::write_bytes;

BOOST_AUTO_TEST_SUITE(data)

namespace {

void read_everything(const std::filesystem::path& path) {
  SafetensorsFile file(path);
  for (const auto& [name, stored] : file.tensors()) {
    std::vector<std::size_t> sizes = stored.shape;
    std::erase(sizes, 1);
    sizes.resize(4, 1);
    file.read<float>(name, {sizes[0], sizes[1], sizes[2], sizes[3]});
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(headers_that_contradict_themselves_or_the_file_are_refused) {
  const TemporaryFolder folder;
  const auto path = folder / "file";
  const auto tensor = [](const std::string& name, const std::string& rest) {
    return '"' + name + "\":{" + rest + '}';
  };
  const auto plain = [&](const std::string& name, std::size_t begin, std::size_t end) {
    return tensor(name, fmt::format(R"("dtype":"F32","shape":[{}],"data_offsets":[{},{}])",
                                    (end - begin) / 4, begin, end));
  };
  const auto refused = [&](const std::string& fields, const std::vector<std::string>& texts) {
    write_bytes(path, file_of("{" + fields + "}", Bytes(16)));
    BOOST_TEST_CONTEXT(fields) expect_error([&] { SafetensorsFile file(path); }, texts);
  };
  // Places: each byte belongs to one tensor.
  write_bytes(path, file_of("{" + plain("b", 8, 16) + "," + plain("a", 0, 8) + "}", Bytes(16)));
  BOOST_TEST(SafetensorsFile(path).tensors().size() == 2U);  // in any order
  refused(plain("a", 0, 8) + "," + plain("b", 4, 16),
          {"file, header, tensor 'b': expected bytes from 8 on",
           "got bytes from 4 on, an overlap"});
  refused(plain("a", 0, 8) + "," + plain("b", 0, 8), {"tensor 'b'", "an overlap"});
  refused(plain("a", 0, 8) + "," + plain("b", 12, 16),
          {"tensor 'b'", "bytes from 8 on", "bytes from 12 on, a hole"});
  refused(plain("a", 4, 16), {"tensor 'a'", "bytes from 0 on", "a hole"});
  refused(plain("a", 0, 20),
          {"file: expected 20 bytes behind the header, as it says, got 16 bytes"});
  refused(plain("a", 0, 12),
          {"file: expected 12 bytes behind the header, as it says, got 16 bytes"});
  refused("", {"expected 0 bytes behind the header", "got 16 bytes"});
  // Sizes: the shape and the type say how many bytes there are.
  refused(tensor("a", R"("dtype":"F32","shape":[2,3],"data_offsets":[0,16])"),
          {"tensor 'a': expected 24 bytes for the shape 2x3 of type F32, got offsets from 0 to "
           "16"});
  refused(tensor("a", R"("dtype":"F64","shape":[4],"data_offsets":[0,16])"),
          {"32 bytes for the shape 4 of type F64"});
  refused(tensor("a", R"("dtype":"F32","shape":[4],"data_offsets":[16,0])"),
          {"16 bytes", "offsets from 16 to 0"});
  refused(tensor("a", R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0])"),
          {"more than 2^64 bytes"});
  refused(tensor("a", R"("dtype":"F32","shape":[0,9223372036854775809],"data_offsets":[0,16])"),
          {"0 bytes", "0 to 16"});
  refused(tensor("a", R"("dtype":"F32","shape":[4],"data_offsets":[0,16,16])"),
          {"two data_offsets", "got 3"});
  refused(tensor("a", R"("dtype":"F32","shape":[4],"data_offsets":[])"),
          {"two data_offsets", "got 0"});
  // Fields: all three, once, of their kind.
  refused(tensor("a", R"("dtype":"F33","shape":[4],"data_offsets":[0,16])"),
          {"tensor 'a'", "a type of the format", "got 'F33'"});
  refused(tensor("a", R"("dtype":"F32","shape":[4])"),
          {"expected dtype, shape and data_offsets, got dtype, shape"});
  refused(tensor("a", R"("dtype":"F32","dtype":"F32","shape":[4],"data_offsets":[0,16])"),
          {"one dtype", "two"});
  refused(tensor("a", R"("dtype":"F32","shape":[4],"data_offsets":[0,16],"stride":[1])"),
          {"got 'stride'"});
  refused(tensor("a", R"("dtype":32,"shape":[4],"data_offsets":[0,16])"),
          {"the name of a type", "32"});
  refused(tensor("a", R"("dtype":"F32","shape":4,"data_offsets":[0,16])"),
          {"a list of whole numbers as shape", "4"});
  refused(tensor("a", R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])"),
          {"whole numbers in shape", "-4"});
  refused(tensor("a", R"("dtype":"F32","shape":[4.0],"data_offsets":[0,16])"),
          {"whole numbers in shape", "4.0"});
  refused(tensor("a", R"("dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,16])"),
          {"whole numbers in shape"});
  refused(tensor("a", R"("dtype":"F32","shape":[[4]],"data_offsets":[0,16])"),
          {"whole numbers in shape", "a list"});
  refused(tensor("a", R"("dtype":"F32","shape":["4"],"data_offsets":[0,16])"),
          {"whole numbers in shape", "a text"});
  refused(tensor("a", R"("dtype":"F32","shape":[4],"data_offsets":[0,true])"),
          {"whole numbers in data_offsets", "true"});
  refused(tensor("a", R"("dtype":"F32","shape":{},"data_offsets":[0,16])"),
          {"tensor 'a'", "an object"});
  refused(R"("a":[])", {"tensor 'a'", "an object of dtype", "a list"});
  refused(R"("a":null)", {"tensor 'a'", "null"});
  refused(plain("a", 0, 8) + "," + plain("a", 8, 16),
          {"tensor 'a'", "a name of its own", "twice"});
  // Texts.
  refused(R"("__metadata__":{"epoch":3})", {"header, metadata 'epoch'", "a text", "3"});
  refused(R"("__metadata__":{"x":{}})", {"metadata 'x'", "a text", "an object"});
  refused(R"("__metadata__":[])", {"header, metadata", "an object of texts"});
  refused(R"("__metadata__":{"x":"1","x":"2"})", {"metadata 'x'", "a name of its own"});
  refused(R"("__metadata__":{},"__metadata__":{})", {"metadata", "a name of its own"});
  // JSON.
  refused("\"a", {"file, header: expected JSON, got something else at its byte "});
  refused("\"\xff\":1", {"expected JSON"});
  for (const char* header : {"[]", " {}", "\xef\xbb\xbf{}", "", "{} x", "{}{}", "nul"}) {
    write_bytes(path, file_of(header, {}));
    expect_error([&] { SafetensorsFile file(path); }, {"file, header", "JSON"});
  }
}

BOOST_AUTO_TEST_CASE(lengths_are_not_believed) {
  const TemporaryFolder folder;
  const auto path = folder / "file";
  const auto refused = [&](const Bytes& bytes, const std::vector<std::string>& texts) {
    write_bytes(path, bytes);
    expect_error([&] { SafetensorsFile file(path); }, texts);
  };
  expect_error([&] { SafetensorsFile file(path); }, {"file", "nothing of that name"});
  refused({}, {"an empty file"});
  refused({2, 0, 0, 0}, {"8 bytes of length", "got 4 bytes"});
  refused(file_of("{}", {}, 3), {"a header of 3 bytes, as it begins, got 2 bytes"});
  refused(file_of("{}", {}, 100'000'000), {"a header of 100000000 bytes"});
  refused(file_of("{}", {}, 100'000'001),
          {"at most 100000000 bytes long, got 100000001 bytes"});
  refused(file_of("{}", {}, ~std::uint64_t{0}), {"at most 100000000 bytes long"});
  refused(file_of("{}", {}, ~std::uint64_t{0} - 7), {"at most 100000000 bytes long"});
  // A long name or a deep header takes no more than its own size.
  refused(file_of("{\"" + std::string(1000000, 'a') + "\":1}", {}),
          {"aaa...' (1000000 bytes)"});
  refused(file_of("{\"a\":" + std::string(1000000, '['), {}), {"tensor 'a'", "a list"});
  refused(file_of(R"({"a":{"shape":)" + std::string(1000000, '['), {}),
          {"tensor 'a'", "a list"});
}

BOOST_AUTO_TEST_CASE(a_file_that_becomes_shorter_while_it_is_read_is_noticed) {
  const TemporaryFolder folder;
  write_bytes(folder / "file", published);
  SafetensorsFile file(folder / "file");
  std::filesystem::resize_file(folder / "file", published.size() - 26 + 8);
  expect_error(
      [&] {
        file.read<float>("0.weight", {2, 2});
      },
      {"tensor '0.weight'", "as long as it was", "less"});
}

BOOST_AUTO_TEST_CASE(every_truncation_of_a_safetensors_file_is_an_error) {
  const TemporaryFolder folder;
  for (std::size_t length = 0; length < published.size(); ++length) {
    write_bytes(folder / "cut",
                {published.begin(), published.begin() + static_cast<std::ptrdiff_t>(length)});
    BOOST_CHECK_THROW(SafetensorsFile(folder / "cut"), dln::Error);
  }
}

BOOST_AUTO_TEST_CASE(damage_is_an_error_or_a_file_and_never_a_crash) {
  const TemporaryFolder folder;
  const auto path = folder / "damaged";
  const std::string telling =
      "{}[]\",:0123456789-.eE \\utfn\x00\x7f\x80\xff";  // bytes that mean something in a header
  const std::size_t header_end = published.size() - 26;
  std::size_t refused = 0, read = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    dln::Random random(seed);
    Bytes bytes = published;
    const std::vector<std::pair<std::size_t, std::size_t>> regions = {
        {0, 8}, {8, header_end}, {header_end, bytes.size()}};
    const auto [from, to] = regions[seed % regions.size()];
    for (std::size_t damage = 1 + random.below(3); damage > 0; --damage) {
      const std::size_t at = std::min(from + random.below(to - from), bytes.size() - 1);
      const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
      const auto value = random.below(2) == 0
                             ? static_cast<std::uint8_t>(random.below(256))
                             : static_cast<std::uint8_t>(telling[random.below(telling.size())]);
      switch (random.below(5)) {
        case 0:
          *place ^= static_cast<std::uint8_t>(1U << random.below(8));
          break;  // a bit falls over
        case 1:
          *place = value;
          break;
        case 2:
          bytes.insert(place, value);
          break;
        case 3:
          bytes.erase(place);
          break;
        default: {  // a piece of the file stands in another place, too
          const std::size_t length = std::min(1 + random.below(40), bytes.size() - at);
          const Bytes copy(place, place + static_cast<std::ptrdiff_t>(length));
          bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(random.below(bytes.size())),
                       copy.begin(), copy.end());
        }
      }
    }
    write_bytes(path, bytes);
    try {
      read_everything(path);
      ++read;  // a number, a name or a text is another one: no format can tell
    } catch (const dln::Error& error) {
      ++refused;
      if (std::string(error.what()).find("damaged") == std::string::npos)
        BOOST_ERROR(error.what() << " does not name the file");
    }
  }
  BOOST_TEST(refused > 3000U);
  BOOST_TEST(read > 500U);
}

BOOST_AUTO_TEST_SUITE_END()
