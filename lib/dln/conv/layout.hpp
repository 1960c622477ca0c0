/**
 * @file
 * From images whose pixels are neighbours (N x C x H x W) to scratch whose channels are
 * neighbours, and back.
 */
#pragma once

#include <cstddef>

namespace dln::conv {

/**
 * destination(j, i) = source(i, j), and zero for rows <= i < padded_rows.
 * @param source,source_stride rows x columns, element (i, j) at i source_stride + j
 * @param rows rows of the matrix
 * @param columns its columns
 * @param destination,destination_stride columns x padded_rows, element (j, i) at j
 * destination_stride + i; with a negative stride, the columns are written in the opposite order
 * @param padded_rows from `rows` to that many, rounded up to whole vectors
 * @param streamed whether to write whole cache lines past the caches, if all columns begin on
 * lines; on return they are there for other threads
 */
template <typename T>
void transpose_matrix(const T* source, std::size_t source_stride, std::size_t rows,
                      std::size_t columns, T* destination, std::ptrdiff_t destination_stride,
                      std::size_t padded_rows, bool streamed = false);

/**
 * destination(j, i) += source(i, j).
 * @param source,source_stride rows x columns, element (i, j) at i source_stride + j
 * @param rows rows of the matrix
 * @param columns its columns
 * @param destination,destination_stride columns x rows, element (j, i) at j destination_stride
 * + i
 */
template <typename T>
void add_transposed(const T* source, std::size_t source_stride, std::size_t rows,
                    std::size_t columns, T* destination, std::size_t destination_stride);

/** A stack of images of one size, in memory channel by channel. */
template <typename T>
struct Planes {
  const T* pixels;       ///< channels x height x width
  std::size_t channels;  ///< how many, up to the lanes of a vector
  std::size_t height;    ///< in pixels
  std::size_t width;     ///< in pixels
};

/**
 * Rows [top, top + rows) and columns [left, left + columns) of an image; it may reach outside.
 */
struct Rectangle {
  std::ptrdiff_t top;   ///< first row, negative above the image
  std::ptrdiff_t left;  ///< first column, negative left of it
  std::size_t rows;     ///< how many
  std::size_t columns;  ///< how many
};

/**
 * Copies a rectangle of pixels, the channels of each into one vector; zero outside the image,
 * and in lanes without a channel.
 * @param image the images
 * @param window which pixels
 * @param destination rows x columns vectors
 */
template <typename T>
void pack_pixels(const Planes<T>& image, const Rectangle& window, T* destination);

}  // namespace dln::conv
