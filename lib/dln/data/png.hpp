/**
 * @file
 * PNG files, by libpng. Not in the portable build.
 */
#pragma once

#include "dln/data/image.hpp"

namespace dln {

/** What a PNG file's numbers are taken for. */
enum class PngContent {
  image,   ///< colours: a palette is looked up, 16 bits become 8, transparency is left out
  classes  ///< a class a pixel: grey numbers of at most 8 bits or indices into a palette, as
           ///< they are
};

/**
 * Reads a PNG from the bytes of a file.
 *
 * Nothing is believed before it is checked: the size in the header is held against
 * `max_image_pixels` and against what so many bytes can hold before an image is allocated, and
 * every chunk against its checksum.
 * @param name what errors call the file
 * @return 1 channel for grey or classes, 3 for colour
 * @throws Error if the bytes are not a PNG, damaged, cut short, too large, or of another
 * content than asked for
 */
Image8 decode_png(std::span<const std::uint8_t> bytes, const std::string& name,
                  PngContent content = PngContent::image);

/** The bytes of a PNG file. @throws Error unless the image has 1 or 3 channels and a pixel */
std::vector<std::uint8_t> encode_png(const Image8& image);

/** Reads a PNG file: see `decode_png`. @throws Error also if it is missing or empty */
Image8 read_png(const std::filesystem::path& path, PngContent content = PngContent::image);

/** Writes a PNG file. @throws Error if it cannot be written */
void write_png(const std::filesystem::path& path, const Image8& image);

}  // namespace dln
