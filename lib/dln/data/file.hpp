/**
 * @file
 * Whole files as bytes, plain or gzipped.
 */
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dln {

/**
 * Reads a whole file.
 *
 * A name that ends in `.gz` must hold one gzip stream, which is decompressed and its checksum verified.
 * @param path the file
 * @param most the largest size taken, in bytes after decompression, so that a small damaged file cannot fill the memory
 * @return its bytes
 * @throws Error if it is missing, unreadable, larger than `most`, not gzip, cut short or damaged
 */
std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::size_t most = std::size_t{1} << 31U);

}  // namespace dln
