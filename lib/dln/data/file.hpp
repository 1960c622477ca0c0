/**
 * @file
 * Whole files as bytes, plain or gzipped.
 */
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace dln {

/**
 * Reads a whole file.
 *
 * A name that ends in `.gz` must hold one gzip stream, which is decompressed and its checksum
 * verified.
 * @param path the file
 * @param most the largest size taken, in bytes after decompression, so that a small damaged
 * file cannot fill the memory
 * @return its bytes
 * @throws Error if it is missing, unreadable, larger than `most`, not gzip, cut short or
 * damaged
 */
std::vector<std::uint8_t> read_file(const std::filesystem::path& path,
                                    std::size_t most = std::size_t{1} << 31U);

/**
 * Reads the first bytes of a file, and unpacks no more of a gzipped one. A stream that ends
 * there is verified.
 * @param path the file
 * @param count how many bytes
 * @return so many bytes, or all if there are fewer
 * @throws Error as `read_file` does
 */
std::vector<std::uint8_t> read_file_start(const std::filesystem::path& path, std::size_t count);

/**
 * How many bytes a file can hold at the most, by its size on disk alone: a gzipped one 1032
 * times its size, as zlib packs no better.
 * @param path the file
 * @return the number of bytes
 * @throws Error if it is missing or empty
 */
std::size_t max_file_content(const std::filesystem::path& path);

/**
 * Opens a file to read its bytes piece by piece.
 * @throws Error if it is missing, no regular file, empty or not to be opened
 */
std::ifstream open_file(const std::filesystem::path& path);

/**
 * Writes a file beside its place (`NAME.part`) and renames it there: whoever reads it, and
 * whenever the program is ended, finds all of the old one or all of the new one.
 * @param path where it is to stand; its folder is made
 * @param write writes the content
 * @throws Error if it cannot be written; then the old one stays
 */
void write_file(const std::filesystem::path& path,
                const std::function<void(std::ostream&)>& write);

/** Writes a text in the same way. */
void write_file(const std::filesystem::path& path, const std::string& content);
/** Writes bytes in the same way. */
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

}  // namespace dln
