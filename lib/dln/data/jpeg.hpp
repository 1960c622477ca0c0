/**
 * @file
 * JPEG files, by libjpeg. Not in the portable build.
 */
#pragma once

#include "dln/data/image.hpp"

namespace dln {

/**
 * Reads a JPEG from the bytes of a file.
 *
 * The size in the header is held against `max_image_pixels` and against what so many bytes can
 * hold before an image is allocated. What libjpeg would mend with a warning (a cut file, a
 * damaged block) is an error.
 * @param name what errors call the file
 * @return 1 channel for grey, 3 for colour
 * @throws Error if the bytes are not a JPEG, damaged, cut short, too large, or neither grey nor
 * colour
 */
Image8 decode_jpeg(std::span<const std::uint8_t> bytes, const std::string& name);

/**
 * The bytes of a JPEG file.
 * @param quality 1 ... 100; the numbers read back differ by what it loses
 * @throws Error unless the image has 1 or 3 channels, a pixel and sides of at most 65500
 */
std::vector<std::uint8_t> encode_jpeg(const Image8& image, int quality = 90);

/** Reads a JPEG file: see `decode_jpeg`. @throws Error also if it is missing or empty */
Image8 read_jpeg(const std::filesystem::path& path);

/** Writes a JPEG file. @throws Error if it cannot be written */
void write_jpeg(const std::filesystem::path& path, const Image8& image, int quality = 90);

}  // namespace dln
