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

std::vector<std::uint8_t> read_plain(const fs::path& path, std::size_t most) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(path.string(), "a readable file", "one that cannot be opened");
  const auto size = fs::file_size(path);
  if (size > most) throw Error(path.string(), fmt::format("at most {} bytes", most), fmt::format("{} bytes", size));
  std::vector<std::uint8_t> bytes(size);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::size_t>(file.gcount()) != size)
    throw Error(path.string(), fmt::format("{} bytes", size), fmt::format("{} bytes", file.gcount()));
  return bytes;
}

#ifdef DLN_PORTABLE

std::vector<std::uint8_t> read_gzip(const fs::path& path, std::size_t) {
  throw Error(path.string(), "a file that is not compressed (this build has no zlib)", "a .gz file");
}

#else

std::vector<std::uint8_t> read_gzip(const fs::path& path, std::size_t most) {
  const std::string name = path.string();
  std::vector<std::uint8_t> packed = read_plain(path, most);
  if (packed.size() < 2 || packed[0] != 0x1f || packed[1] != 0x8b)
    throw Error(name, "a gzip file (first bytes 1f 8b)", fmt::format("first byte {:02x}", packed[0]));
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::bad_alloc();  // the largest window, and a gzip header
  const std::unique_ptr<z_stream, int (*)(z_streamp)> end_it(&stream, inflateEnd);
  stream.next_in = packed.data();
  stream.avail_in = static_cast<unsigned>(packed.size());

  std::vector<std::uint8_t> bytes;
  constexpr std::size_t chunk = std::size_t{1} << 20U;
  for (int code = Z_OK; code != Z_STREAM_END;) {
    const std::size_t old = bytes.size();
    bytes.resize(old + chunk);
    stream.next_out = bytes.data() + old;
    stream.avail_out = static_cast<unsigned>(chunk);
    code = inflate(&stream, Z_NO_FLUSH);
    bytes.resize(bytes.size() - stream.avail_out);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      throw Error(name, "a whole gzip stream",
                  fmt::format("a damaged one ({})", stream.msg == nullptr ? "no details" : stream.msg));
    if (code != Z_STREAM_END && stream.avail_in == 0 && stream.avail_out > 0)
      throw Error(name, "a whole gzip stream", fmt::format("one cut short after {} bytes", bytes.size()));
    if (bytes.size() > most) throw Error(name, fmt::format("at most {} bytes after decompression", most), "more");
  }
  if (stream.avail_in > 0)
    throw Error(name, "nothing behind the gzip stream", fmt::format("{} bytes", stream.avail_in));
  return bytes;
}

#endif

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& path, std::size_t most) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) throw Error(path.string(), "a file", "nothing of that name");
  if (!fs::is_regular_file(path, ignored)) throw Error(path.string(), "a file", "something else of that name");
  if (fs::file_size(path) == 0) throw Error(path.string(), "a file with content", "an empty file");
  return path.extension() == ".gz" ? read_gzip(path, most) : read_plain(path, most);
}

}  // namespace dln
