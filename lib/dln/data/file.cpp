#include "dln/data/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <new>

#include "dln/core/error.hpp"

#ifndef DLN_PORTABLE
#include <zlib.h>
#endif

namespace dln {
namespace {

namespace fs = std::filesystem;

// At most `most` bytes from the start.
std::vector<std::uint8_t> read_plain(const fs::path& path, std::size_t most) {
  std::ifstream file = open_file(path);
  const std::size_t size = std::min<std::size_t>(fs::file_size(path), most);
  std::vector<std::uint8_t> bytes(size);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::size_t>(file.gcount()) != size)
    throw Error(path.string(), fmt::format("{} bytes", size),
                fmt::format("{} bytes", file.gcount()));
  return bytes;
}

#ifdef DLN_PORTABLE

std::vector<std::uint8_t> read_gzip(const fs::path& path, std::size_t) {
  open_file(path);  // says so if there is none
  throw Error(path.string(), "a file that is not compressed (this build has no zlib)",
              "a .gz file");
}

#else

// At most `most` bytes from the start of what is packed; a stream that ends there is verified.
std::vector<std::uint8_t> read_gzip(const fs::path& path, std::size_t most) {
  const std::string name = path.string();
  std::ifstream file = open_file(path);
  std::vector<char> packed(std::size_t{1} << 16U);
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK)
    throw std::bad_alloc();  // the largest window, and a gzip header
  const std::unique_ptr<z_stream, int (*)(z_streamp)> end_it(&stream, inflateEnd);
  const auto read_on = [&] {
    file.read(packed.data(), static_cast<std::streamsize>(packed.size()));
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<unsigned>(file.gcount());
  };
  read_on();
  if (stream.avail_in < 2 || packed[0] != '\x1f' || packed[1] != '\x8b')
    throw Error(name, "a gzip file (first bytes 1f 8b)",
                fmt::format("first byte {:02x}", packed[0] & 0xff));

  std::vector<std::uint8_t> bytes;
  for (int code = Z_OK; code != Z_STREAM_END && bytes.size() < most;) {
    if (stream.avail_in == 0) read_on();
    const std::size_t old = bytes.size();
    const std::size_t chunk = std::min(most - old, std::size_t{1} << 20U);
    bytes.resize(old + chunk);
    stream.next_out = bytes.data() + old;
    stream.avail_out = static_cast<unsigned>(chunk);
    code = inflate(&stream, Z_NO_FLUSH);
    bytes.resize(bytes.size() - stream.avail_out);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      throw Error(
          name, "a whole gzip stream",
          fmt::format("a damaged one ({})", stream.msg == nullptr ? "no details" : stream.msg));
    if (code != Z_STREAM_END && stream.avail_in == 0 && stream.avail_out > 0 &&
        file.peek() == EOF)
      throw Error(name, "a whole gzip stream",
                  fmt::format("one cut short after {} bytes", bytes.size()));
    if (code == Z_STREAM_END && (stream.avail_in > 0 || file.peek() != EOF))
      throw Error(name, "nothing behind the gzip stream", "more bytes");
  }
  return bytes;
}

#endif

bool is_gzip(const fs::path& path) { return path.extension() == ".gz"; }

}  // namespace

std::vector<std::uint8_t> read_file_start(const fs::path& path, std::size_t count) {
  return is_gzip(path) ? read_gzip(path, count) : read_plain(path, count);
}

std::vector<std::uint8_t> read_file(const fs::path& path, std::size_t most) {
  open_file(path);
  if (const std::size_t size = fs::file_size(path); !is_gzip(path) && size > most)
    throw Error(path.string(), fmt::format("at most {} bytes", most),
                fmt::format("{} bytes", size));
  auto bytes = read_file_start(path, std::max(most, most + 1));  // one more, to notice it
  if (bytes.size() > most)
    throw Error(path.string(), fmt::format("at most {} bytes after decompression", most),
                "more");
  return bytes;
}

std::size_t max_file_content(const fs::path& path) {
  constexpr std::size_t deflate_ratio = 1032;
  open_file(path);
  return fs::file_size(path) * (is_gzip(path) ? deflate_ratio : 1);
}

std::ifstream open_file(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) throw Error(path.string(), "a file", "nothing of that name");
  if (!fs::is_regular_file(path, ignored))
    throw Error(path.string(), "a file", "something else of that name");
  if (fs::file_size(path, ignored) == 0)
    throw Error(path.string(), "a file with content", "an empty file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(path.string(), "a readable file", "one that cannot be opened");
  return file;
}

void write_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  const fs::path beside = path.string() + ".part";
  std::ofstream file(beside, std::ios::binary);
  write(file);
  file.close();
  const bool written = !file.fail();
  if (written) fs::rename(beside, path, failure);
  if (written && !failure) return;
  std::error_code ignored;
  fs::remove(beside, ignored);
  if (!written)
    throw Error(path.string(), "a file that can be written",
                "one that cannot (place, rights, space?)");
  throw Error(path.string(), "a file that can be replaced", failure.message());
}

void write_file(const fs::path& path, const std::string& content) {
  write_file(path, [&](std::ostream& file) { file << content; });
}

void write_file(const fs::path& path, std::span<const std::uint8_t> bytes) {
  write_file(path, [&](std::ostream& file) {
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  });
}

}  // namespace dln
