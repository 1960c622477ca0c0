/**
 * @file
 * Image files, whatever their format, and what every format is held to.
 */
#pragma once

#include "dln/data/image.hpp"

namespace dln {

/** The largest image taken from a file, in pixels: 33 million, as 8192 x 4096 has. */
constexpr std::size_t max_image_pixels = std::size_t{1} << 25U;

/** The largest image file taken, in bytes. */
constexpr std::size_t max_image_bytes = std::size_t{1} << 28U;

/**
 * Reads an image file by the end of its name, in either case: `.png`, `.jpg`, `.jpeg`.
 * @throws Error if the name has another end, the content is another format's, or the file is
 * damaged
 */
Image8 read_image(const std::filesystem::path& path);

/**
 * Checks the sizes a header promises, before anything is allocated for them.
 * @param possible how many pixels the file's bytes can hold at the most
 * @throws Error if a size is 0, or there are more pixels than `possible` or `max_image_pixels`
 */
void check_image_size(const std::string& name, std::size_t width, std::size_t height,
                      std::size_t possible);

}  // namespace dln
