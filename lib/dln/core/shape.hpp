/**
 * @file
 * The four sizes of a tensor.
 */
#pragma once

#include <cstddef>
#include <string>

namespace dln {

/** The sizes N x C x H x W of a tensor: examples, channels, height and width. */
struct Shape {
  std::size_t examples =
      0;  ///< N, how many examples (or, in a weight, how many neurons or filters)
  std::size_t channels = 1;  ///< C, how many values belong to one pixel
  std::size_t height = 1;    ///< H, in pixels
  std::size_t width = 1;     ///< W, in pixels

  /** How many numbers describe one example: C * H * W. @return the number */
  [[nodiscard]] std::size_t features() const { return channels * height * width; }

  /** How many numbers there are in all: N * C * H * W. @return the number */
  [[nodiscard]] std::size_t size() const { return examples * features(); }

  /** Whether two shapes agree in all four sizes. @return true if they do */
  bool operator==(const Shape&) const = default;
};

/** The shape as text, `64x3x32x32`. @param shape the shape @return the text */
std::string to_string(const Shape& shape);

}  // namespace dln
