#include <zlib.h>

#include "dln/data/file.hpp"
#include "dln/data/image_file.hpp"
#include "dln/data/jpeg.hpp"
#include "dln/data/png.hpp"
#include "support.hpp"

using dln::Image8;
using dln::PngContent;
using dln::test::expect_error;
using dln::test::TemporaryFolder;
using Bytes = std::vector<std::uint8_t>;

namespace {

Image8 picture(std::size_t channels, std::size_t height, std::size_t width) {
  Image8 image(channels, height, width);
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 0; x < width; ++x)
        image(x, y, c) = static_cast<std::uint8_t>(2 * x + 3 * y + 20 * c);
  return image;
}

void append(Bytes& bytes, std::uint32_t number) {
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void append_chunk(Bytes& file, const std::string& kind, const Bytes& content) {
  append(file, static_cast<std::uint32_t>(content.size()));
  Bytes chunk(kind.begin(), kind.end());
  chunk.insert(chunk.end(), content.begin(), content.end());
  file.insert(file.end(), chunk.begin(), chunk.end());
  append(file, static_cast<std::uint32_t>(
                   crc32(0, chunk.data(), static_cast<unsigned>(chunk.size()))));
}

// A PNG made by hand: sizes, depth and kind as given, and rows (each after its filter) as they
// are.
Bytes png_bytes(std::uint32_t width, std::uint32_t height, std::uint8_t depth,
                std::uint8_t kind, const Bytes& rows, const Bytes& palette = {}) {
  Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  Bytes header;
  append(header, width);
  append(header, height);
  header.insert(header.end(), {depth, kind, 0, 0, 0});
  append_chunk(file, "IHDR", header);
  if (!palette.empty()) append_chunk(file, "PLTE", palette);
  Bytes packed(compressBound(rows.size()));
  uLongf count = packed.size();
  BOOST_REQUIRE(compress(packed.data(), &count, rows.data(), rows.size()) == Z_OK);
  packed.resize(count);
  append_chunk(file, "IDAT", packed);
  append_chunk(file, "IEND", {});
  return file;
}

double mean_difference(const Image8& a, const Image8& b) {
  BOOST_REQUIRE(dln::to_string(a) == dln::to_string(b));
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

// Decodes damaged bytes: an Error or an image of any sort, but nothing else may happen.
template <typename Decode>
bool is_refused(const Bytes& bytes, const Decode& decode) {
  try {
    const Image8 image = decode(bytes);
    BOOST_TEST(image.pixels.size() == image.channels * image.height * image.width);
    return false;
  } catch (const dln::Error& error) {
    BOOST_TEST(std::string(error.what()).starts_with("file"));
    return true;
  }
}

const auto as_png = [](const Bytes& bytes) { return dln::decode_png(bytes, "file"); };
const auto as_jpeg = [](const Bytes& bytes) { return dln::decode_jpeg(bytes, "file"); };

}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(png_files_come_back_as_they_were_written) {
  const TemporaryFolder folder;
  for (const std::size_t channels : {1U, 3U}) {
    const Image8 image = picture(channels, 7, 13);
    dln::write_png(folder / "image.PNG", image);
    BOOST_TEST((dln::read_image(folder / "image.PNG") == image));
  }
  expect_error([] { dln::encode_png(Image8(2, 3, 3)); },
               {"1 or 3 channels", "3x3, 2 channels"});
  expect_error([] { dln::encode_png(Image8(1, 0, 3)); }, {"with pixels", "got 3x0"});
  expect_error([&] { dln::write_png(folder / "image.PNG" / "image.png", picture(1, 2, 2)); },
               {"image.PNG", "can be written", "cannot"});
}

BOOST_AUTO_TEST_CASE(jpeg_files_come_back_nearly_as_they_were_written) {
  const TemporaryFolder folder;
  for (const std::size_t channels : {1U, 3U}) {
    const Image8 image = picture(channels, 23, 41);
    dln::write_jpeg(folder / "image.jpg", image, 95);
    BOOST_TEST(mean_difference(dln::read_image(folder / "image.jpg"), image) < 1.5);
  }
  expect_error([] { dln::encode_jpeg(Image8(1, 1, 70000)); }, {"70000x1", "fits a JPEG"});
}

BOOST_AUTO_TEST_CASE(a_palette_is_colours_or_classes) {
  const Bytes palette{0, 0, 0, 10, 20, 30, 40, 50, 60};
  const Bytes two_bits = png_bytes(3, 1, 2, 3, {0, 0b00011000}, palette);  // indices 0, 1, 2
  BOOST_TEST((dln::decode_png(two_bits, "file", PngContent::classes).pixels == Bytes{0, 1, 2}));
  BOOST_TEST(
      (dln::decode_png(two_bits, "file").pixels == Bytes{0, 10, 40, 0, 20, 50, 0, 30, 60}));
  const Bytes grey = png_bytes(3, 1, 2, 0, {0, 0b00011000});
  BOOST_TEST((dln::decode_png(grey, "file", PngContent::classes).pixels == Bytes{0, 1, 2}));
  BOOST_TEST((dln::decode_png(grey, "file").pixels == Bytes{0, 85, 170}));
}

BOOST_AUTO_TEST_CASE(colours_are_no_classes) {
  const auto classes = [](const Bytes& bytes) {
    return dln::decode_png(bytes, "file", PngContent::classes);
  };
  expect_error([&] { classes(dln::encode_png(picture(3, 2, 2))); },
               {"file: pixels", "a class each", "3 channels of 8"});
  expect_error(
      [&] {
        classes(png_bytes(1, 1, 16, 0, {0, 1, 2}));
      },
      {"a class each", "1 channels of 16 bits"});
  BOOST_TEST((dln::decode_png(png_bytes(1, 1, 16, 0, {0, 1, 2}), "file").pixels == Bytes{1}));
  BOOST_TEST((dln::decode_png(png_bytes(1, 1, 8, 6, {0, 1, 2, 3, 4}), "file").pixels ==
              Bytes{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(wrong_names_and_contents_are_told) {
  const TemporaryFolder folder;
  dln::write_png(folder / "photo.jpg", picture(3, 2, 2));
  dln::write_jpeg(folder / "photo.png", picture(3, 2, 2));
  dln::test::write_bytes(folder / "empty.png", {});
  const auto read = [&](const char* name) {
    return [path = folder / name] { dln::read_image(path); };
  };
  expect_error(read("photo.jpg"),
               {"photo.jpg", "a JPEG file (first bytes ff d8)", "first bytes 89 50"});
  expect_error(read("photo.png"), {"photo.png", "a PNG file", "first bytes ff d8 ff"});
  expect_error(read("empty.png"), {"empty.png", "with content", "empty"});
  expect_error(read("none.png"), {"none.png", "nothing of that name"});
  expect_error(read("photo.gif"), {"photo.gif", ".png, .jpg or .jpeg", "ends in '.gif'"});
}

BOOST_AUTO_TEST_CASE(huge_sizes_in_an_image_header_are_not_believed) {
  const Bytes row{0, 1, 2};
  expect_error([&] { as_png(png_bytes(100000, 100000, 8, 2, row)); },
               {"width x height", "33554432", "100000 x 100000"});
  expect_error([&] { as_png(png_bytes(5000, 5000, 8, 2, row)); },
               {"its bytes can hold", "5000 x 5000"});
  expect_error([&] { as_png(png_bytes(0, 5, 8, 2, row)); }, {"file", "undamaged PNG"});
  Bytes jpeg = dln::encode_jpeg(picture(3, 16, 16));
  for (std::size_t i = 0; i + 8 < jpeg.size(); ++i) {
    if (jpeg[i] != 0xff || jpeg[i + 1] != 0xc0)
      continue;  // the start of the frame: length, depth, height, width
    jpeg[i + 5] = jpeg[i + 7] = 0xfe;
    expect_error([&] { as_jpeg(jpeg); }, {"width x height", "33554432", "65040 x 65040"});
    jpeg[i + 5] = jpeg[i + 7] = 0x0c;
    expect_error([&] { as_jpeg(jpeg); }, {"its bytes can hold", "3088 x 3088"});
    return;
  }
  BOOST_ERROR("the JPEG has no baseline frame");
}

BOOST_AUTO_TEST_CASE(every_cut_of_an_image_file_is_noticed) {
  const Bytes png = dln::encode_png(picture(3, 9, 11));
  for (std::size_t length = 0; length < png.size(); ++length)
    BOOST_TEST(
        is_refused({png.begin(), png.begin() + static_cast<std::ptrdiff_t>(length)}, as_png));
  const Bytes jpeg = dln::encode_jpeg(picture(3, 20, 30));
  for (std::size_t length = 0; length < jpeg.size(); ++length)
    BOOST_TEST(is_refused({jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(length)},
                          as_jpeg));
}

BOOST_AUTO_TEST_CASE(every_flipped_byte_of_a_png_is_noticed) {
  const Bytes png = dln::encode_png(picture(3, 9, 11));
  for (std::size_t place = 0; place < png.size(); ++place)
    for (const std::uint8_t bits : {0x01, 0x20, 0x80, 0xff}) {
      Bytes damaged = png;
      damaged[place] ^= bits;
      BOOST_TEST(is_refused(damaged, as_png));
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_jpeg_is_refused_or_an_image) {
  const Bytes jpeg = dln::encode_jpeg(picture(3, 20, 30));
  std::size_t refused = 0;
  for (std::size_t place = 0; place < jpeg.size(); ++place)
    for (const std::uint8_t bits : {0x01, 0x20, 0x80, 0xff}) {
      Bytes damaged = jpeg;
      damaged[place] ^= bits;
      refused += is_refused(damaged, as_jpeg) ? 1U : 0U;
    }
  BOOST_TEST(refused > jpeg.size());  // of four a place; a JPEG has no checksum
}

BOOST_AUTO_TEST_CASE(random_bytes_behind_a_signature_crash_nothing) {
  dln::Random random(1);
  for (int trial = 0; trial < 300; ++trial) {
    Bytes png = dln::encode_png(picture(3, 9, 11));
    Bytes jpeg = dln::encode_jpeg(picture(3, 20, 30));
    for (Bytes* bytes : {&png, &jpeg})
      for (std::size_t i = 20 + random.below(20); i < bytes->size(); ++i)
        if (random.below(10) == 0) (*bytes)[i] = static_cast<std::uint8_t>(random.below(256));
    is_refused(png, as_png);
    is_refused(jpeg, as_jpeg);
  }
}

BOOST_AUTO_TEST_SUITE_END()
