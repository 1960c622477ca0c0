#include "dln/data/jpeg.hpp"

#include <fmt/format.h>
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"
#include "dln/data/image_file.hpp"

namespace dln {
namespace {

/** libjpeg's manager of errors, and where it jumps to. */
struct Errors {
  jpeg_error_mgr manager{};  // first, so that a pointer to it is one to the whole
  std::jmp_buf jump{};
  std::array<char, JMSG_LENGTH_MAX> message{};
};

[[noreturn]] void on_jpeg_error(j_common_ptr state) {
  auto* errors = reinterpret_cast<Errors*>(state->err);
  errors->manager.format_message(state, errors->message.data());
  std::longjmp(errors->jump, 1);
}

// libjpeg would mend a damaged file, and a cut one with grey.
void on_message(j_common_ptr state, int level) {
  if (level < 0) on_jpeg_error(state);
}

jpeg_error_mgr* jump_on_errors(Errors& errors) {
  jpeg_std_error(&errors.manager);
  errors.manager.error_exit = on_jpeg_error;
  errors.manager.emit_message = on_message;
  return &errors.manager;
}

/** Runs a step of libjpeg, which reports errors by a jump: whatever lives in the step must need
 * no destructor. */
template <typename Step>
bool jpeg_succeeds(Errors& errors, const Step& step) {
  if (setjmp(errors.jump) != 0) return false;
  step();
  return true;
}

/**
 * A progressive file may hold any number of scans, each of which costs a pass over all pixels.
 */
void refuse_endless_scans(j_common_ptr state) {
  constexpr int max_scans = 100;
  if (reinterpret_cast<j_decompress_ptr>(state)->input_scan_number > max_scans) {
    auto* errors = reinterpret_cast<Errors*>(state->err);
    fmt::format_to_n(errors->message.data(), JMSG_LENGTH_MAX - 1, "more than {} scans",
                     max_scans);
    std::longjmp(errors->jump, 1);
  }
}

/** libjpeg's state while it reads. */
struct JpegReader {
  jpeg_decompress_struct state{};
  jpeg_progress_mgr progress{};
  Errors errors;
  JpegReader() { state.err = jump_on_errors(errors); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;
  ~JpegReader() { jpeg_destroy_decompress(&state); }
};

/** libjpeg's state while it writes, and the memory it writes to. */
struct Writer {
  jpeg_compress_struct state{};
  Errors errors;
  unsigned char* bytes = nullptr;
  unsigned long count = 0;
  Writer() { state.err = jump_on_errors(errors); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    jpeg_destroy_compress(&state);
    std::free(bytes);
  }
};

void check_kind(const jpeg_decompress_struct& state, const std::string& name,
                std::size_t bytes) {
  if (state.num_components != 1 && state.num_components != 3)
    throw Error(name + ": channels", "1 (grey) or 3 (colour)",
                std::to_string(state.num_components));
  if (state.arith_code != 0) throw Error(name + ": coding", "Huffman's", "arithmetic coding");
  constexpr std::size_t pixels_a_byte =
      std::size_t{64} * 8;  // a block of 8x8 pixels takes a bit at the least
  check_image_size(name, state.image_width, state.image_height, bytes * pixels_a_byte);
}

}  // namespace

Image8 decode_jpeg(std::span<const std::uint8_t> bytes, const std::string& name) {
  if (bytes.size() < 2 || bytes[0] != 0xff || bytes[1] != 0xd8)
    throw Error(name, "a JPEG file (first bytes ff d8)",
                bytes.size() < 2
                    ? fmt::format("{} bytes", bytes.size())
                    : fmt::format("first bytes {:02x} {:02x}", bytes[0], bytes[1]));
  JpegReader reader;
  jpeg_decompress_struct* state = &reader.state;
  const auto damaged = [&] {
    return Error(name, "a whole and undamaged JPEG",
                 fmt::format("one that ends in an error ({})", reader.errors.message.data()));
  };
  if (!jpeg_succeeds(reader.errors, [=] {
        jpeg_create_decompress(state);
        jpeg_mem_src(state, bytes.data(), bytes.size());
        jpeg_read_header(state, TRUE);
      }))
    throw damaged();
  check_kind(reader.state, name, bytes.size());
  state->out_color_space = state->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  reader.progress.progress_monitor = refuse_endless_scans;
  state->progress = &reader.progress;
  if (!jpeg_succeeds(reader.errors, [=] { jpeg_start_decompress(state); })) throw damaged();

  Image8 image(static_cast<std::size_t>(state->output_components), state->output_height,
               state->output_width);
  std::vector<std::uint8_t> row(image.channels * image.width);
  std::uint8_t* line = row.data();
  Image8* pixels = &image;
  if (!jpeg_succeeds(reader.errors, [=] {
        while (state->output_scanline < state->output_height) {
          const std::size_t y = state->output_scanline;
          JSAMPROW rows[] = {line};
          jpeg_read_scanlines(state, rows, 1);
          for (std::size_t channel = 0; channel < pixels->channels; ++channel)
            for (std::size_t x = 0; x < pixels->width; ++x)
              (*pixels)(x, y, channel) = line[x * pixels->channels + channel];
        }
        jpeg_finish_decompress(state);
      }))
    throw damaged();
  return image;
}

std::vector<std::uint8_t> encode_jpeg(const Image8& image, int quality) {
  if ((image.channels != 1 && image.channels != 3) || image.empty())
    throw Error("encode_jpeg", "an image of 1 or 3 channels, with pixels", to_string(image));
  Writer writer;
  jpeg_compress_struct* state = &writer.state;
  std::vector<std::uint8_t> row(image.channels * image.width);
  std::uint8_t* line = row.data();
  const Image8* pixels = &image;
  Writer* out = &writer;
  if (!jpeg_succeeds(writer.errors, [=] {
        jpeg_create_compress(state);
        jpeg_mem_dest(state, &out->bytes, &out->count);
        state->image_width = static_cast<JDIMENSION>(pixels->width);
        state->image_height = static_cast<JDIMENSION>(pixels->height);
        state->input_components = static_cast<int>(pixels->channels);
        state->in_color_space = pixels->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_set_defaults(state);
        jpeg_set_quality(state, quality, TRUE);
        jpeg_start_compress(state, TRUE);
        for (std::size_t y = 0; y < pixels->height; ++y) {
          for (std::size_t channel = 0; channel < pixels->channels; ++channel)
            for (std::size_t x = 0; x < pixels->width; ++x)
              line[x * pixels->channels + channel] = (*pixels)(x, y, channel);
          JSAMPROW rows[] = {line};
          jpeg_write_scanlines(state, rows, 1);
        }
        jpeg_finish_compress(state);
      }))
    throw Error("encode_jpeg: " + to_string(image), "an image that fits a JPEG",
                writer.errors.message.data());
  return {writer.bytes, writer.bytes + writer.count};
}

Image8 read_jpeg(const std::filesystem::path& path) {
  return decode_jpeg(read_file(path, max_image_bytes), path.string());
}

void write_jpeg(const std::filesystem::path& path, const Image8& image, int quality) {
  write_file(path, encode_jpeg(image, quality));
}

}  // namespace dln
