#include "dln/data/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <new>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"
#include "dln/data/image_file.hpp"

namespace dln {
namespace {

constexpr std::size_t signature_bytes = 8;

/** The bytes of a file, how far they are read, and what libpng had to say. */
struct Source {
  std::span<const std::uint8_t> bytes;
  std::size_t place = 0;
  std::string message;
};

[[noreturn]] void on_png_error(png_structp png, png_const_charp message) {
  static_cast<Source*>(png_get_error_ptr(png))->message = message;
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {
}  // unusual, not damaged: a damaged chunk is an error, see below

void read_bytes(png_structp png, png_bytep to, std::size_t count) {
  auto& source = *static_cast<Source*>(png_get_io_ptr(png));
  if (count > source.bytes.size() - source.place) png_error(png, "the end of the file");
  std::copy_n(source.bytes.begin() + static_cast<std::ptrdiff_t>(source.place), count, to);
  source.place += count;
}

void write_bytes(png_structp png, png_bytep from, std::size_t count) {
  auto& bytes = *static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
  bytes.insert(bytes.end(), from, from + count);
}

/** Runs a step of libpng, which reports errors by a jump: whatever lives in the step must need
 * no destructor. */
template <typename Step>
bool png_succeeds(png_structp png, const Step& step) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  step();
  return true;
}

/** libpng's state while it reads. */
class PngReader {
 public:
  explicit PngReader(Source& source)
      : png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, on_png_error, on_warning)) {
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
    if (info_ == nullptr) {
      png_destroy_read_struct(&png_, nullptr, nullptr);
      throw std::bad_alloc();
    }
    png_set_read_fn(png_, &source, read_bytes);
    png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);  // in any chunk
  }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  png_structp png() { return png_; }
  png_infop info() { return info_; }

 private:
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

void check_signature(std::span<const std::uint8_t> bytes, const std::string& name) {
  const std::size_t count = std::min(bytes.size(), signature_bytes);
  if (count == signature_bytes && png_sig_cmp(bytes.data(), 0, signature_bytes) == 0) return;
  std::string found;
  for (const std::uint8_t byte : bytes.first(count)) found += fmt::format(" {:02x}", byte);
  throw Error(name, "a PNG file (first bytes 89 50 4e 47 0d 0a 1a 0a)", "first bytes" + found);
}

// Chooses what becomes of the numbers; `row_bytes` and the channels follow from it.
void choose_content(png_structp png, png_infop info, PngContent content) {
  if (content == PngContent::classes) {
    png_set_packing(png);
  } else {
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_strip_alpha(png);
  }
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
}

}  // namespace

Image8 decode_png(std::span<const std::uint8_t> bytes, const std::string& name,
                  PngContent content) {
  check_signature(bytes, name);
  Source source{bytes, 0, {}};
  PngReader reader(source);
  const png_structp png = reader.png();
  const png_infop info = reader.info();
  const auto damaged = [&] {
    return Error(name, "a whole and undamaged PNG",
                 fmt::format("one that ends in an error ({}) after {} of {} bytes",
                             source.message, source.place, bytes.size()));
  };
  if (!png_succeeds(png, [=] { png_read_info(png, info); })) throw damaged();

  const std::size_t bits =
      std::size_t{png_get_bit_depth(png, info)} * png_get_channels(png, info);
  constexpr std::size_t deflate_ratio = 1032;  // zlib packs no better
  check_image_size(name, png_get_image_width(png, info), png_get_image_height(png, info),
                   bytes.size() * deflate_ratio * 8 / bits);
  const int kind = png_get_color_type(png, info);
  if (content == PngContent::classes &&
      (png_get_bit_depth(png, info) > 8 ||
       (kind != PNG_COLOR_TYPE_GRAY && kind != PNG_COLOR_TYPE_PALETTE)))
    throw Error(name + ": pixels", "a class each: grey or palette, at most 8 bits",
                fmt::format("{} channels of {} bits", png_get_channels(png, info),
                            png_get_bit_depth(png, info)));
  if (!png_succeeds(png, [=] { choose_content(png, info, content); })) throw damaged();

  Image8 image(png_get_channels(png, info), png_get_image_height(png, info),
               png_get_image_width(png, info));
  const std::size_t row_bytes = png_get_rowbytes(png, info);
  std::vector<std::uint8_t> interleaved(image.height * row_bytes);
  std::vector<png_bytep> rows(image.height);
  for (std::size_t y = 0; y < image.height; ++y) rows[y] = interleaved.data() + y * row_bytes;
  const png_bytepp first_row = rows.data();
  if (!png_succeeds(png, [=] {
        png_read_image(png, first_row);
        png_read_end(png, nullptr);
      }))
    throw damaged();
  for (std::size_t channel = 0; channel < image.channels; ++channel)
    for (std::size_t y = 0; y < image.height; ++y)
      for (std::size_t x = 0; x < image.width; ++x)
        image(x, y, channel) = rows[y][x * image.channels + channel];
  return image;
}

std::vector<std::uint8_t> encode_png(const Image8& image) {
  if ((image.channels != 1 && image.channels != 3) || image.empty())
    throw Error("encode_png", "an image of 1 or 3 channels, with pixels", to_string(image));
  Source source;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, &source, on_png_error, on_warning);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  const auto end = [&info](png_structp state) { png_destroy_write_struct(&state, &info); };
  const std::unique_ptr<png_struct, decltype(end)> end_it(png, end);
  if (info == nullptr) throw std::bad_alloc();
  std::vector<std::uint8_t> bytes;
  png_set_write_fn(png, &bytes, write_bytes, nullptr);

  std::vector<std::uint8_t> row(image.width * image.channels);
  const int kind = image.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
  const Image8* pixels = &image;
  const std::span<std::uint8_t> line = row;
  const auto write = [=] {
    png_set_IHDR(png, info, static_cast<png_uint_32>(pixels->width),
                 static_cast<png_uint_32>(pixels->height), 8, kind, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (std::size_t y = 0; y < pixels->height; ++y) {
      for (std::size_t i = 0; i < line.size(); ++i)
        line[i] = (*pixels)(i / pixels->channels, y, i % pixels->channels);
      png_write_row(png, line.data());
    }
    png_write_end(png, nullptr);
  };
  if (!png_succeeds(png, write))
    throw Error("encode_png: " + to_string(image), "an image that fits a PNG", source.message);
  return bytes;
}

Image8 read_png(const std::filesystem::path& path, PngContent content) {
  return decode_png(read_file(path, max_image_bytes), path.string(), content);
}

void write_png(const std::filesystem::path& path, const Image8& image) {
  write_file(path, encode_png(image));
}

}  // namespace dln
