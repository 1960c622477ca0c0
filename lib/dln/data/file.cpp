#include "dln/data/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>

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
  const auto header = [&] {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> two(2);
    file.read(two.data(), 2);
    return std::pair(static_cast<unsigned char>(two[0]), static_cast<unsigned char>(two[1]));
  }();
  if (header != std::pair<unsigned char, unsigned char>(0x1f, 0x8b))
    throw Error(path.string(), "a gzip file (first bytes 1f 8b)",
                fmt::format("first bytes {:02x} {:02x}", header.first, header.second));
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw Error(path.string(), "a readable file", "one that cannot be opened");

  std::vector<std::uint8_t> bytes;
  constexpr std::size_t chunk = std::size_t{1} << 20U;
  while (true) {
    const std::size_t old = bytes.size();
    bytes.resize(old + chunk);
    const int count = gzread(file.get(), bytes.data() + old, static_cast<unsigned>(chunk));
    int code = Z_OK;
    const char* message = gzerror(file.get(), &code);
    if (count < 0 || code == Z_BUF_ERROR)
      throw Error(path.string(), "a whole gzip stream",
                  code == Z_BUF_ERROR ? fmt::format("one cut short after {} bytes", old + std::max(count, 0))
                                      : fmt::format("a damaged one ({})", message));
    bytes.resize(old + static_cast<std::size_t>(count));
    if (bytes.size() > most)
      throw Error(path.string(), fmt::format("at most {} bytes after decompression", most), "more");
    if (count == 0) return bytes;
  }
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
