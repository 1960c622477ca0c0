/**
 * @file
 * The windows of pooling layers.
 */
#pragma once

#include <cstddef>
#include <string>

#include "dln/core/shape.hpp"

namespace dln {

/** Pixels [top, bottom) x [left, right) of an image. */
struct Patch {
  std::size_t top;     ///< its first row
  std::size_t bottom;  ///< the row after its last
  std::size_t left;    ///< its first column
  std::size_t right;   ///< the column after its last
};

/** Windows [first, last) of a row of them. */
struct WindowRange {
  std::size_t first;  ///< the first of them
  std::size_t last;   ///< the one after the last
};

/**
 * A window that slides over every channel of an image by itself. Windows overlap where the
 * stride is smaller than the window; outside the image there is padding, which never counts.
 */
struct Pooling {
  std::size_t height = 2;          ///< R, rows of the window
  std::size_t width = 2;           ///< S, its columns
  std::size_t stride_height = 2;   ///< rows from one window to the next
  std::size_t stride_width = 2;    ///< columns from one window to the next
  std::size_t padding_top = 0;     ///< rows above the image that a window may cover
  std::size_t padding_bottom = 0;  ///< and below
  std::size_t padding_left = 0;    ///< columns to its left
  std::size_t padding_right = 0;   ///< and to its right

  /**
   * The usual case, the same on both axes.
   * @param size height and width of the window
   * @param stride from one window to the next
   * @param padding on all four sides
   * @return the window
   */
  static Pooling square(std::size_t size, std::size_t stride, std::size_t padding = 0);

  /**
   * The shape that comes out: P = floor((H + padding - R) / stride) + 1, and Q likewise.
   * @param layer who asks, for the message
   * @param x the input's shape
   * @return N x C x P x Q
   * @throws Error if the window does not fit, or the padding is so wide that a window could see
   * nothing else
   */
  [[nodiscard]] Shape output_shape(const std::string& layer, const Shape& x) const;

  /**
   * The part of the image under one window.
   * @param x the input's shape
   * @param p the window's row, below P
   * @param q its column, below Q
   * @return at least one pixel
   */
  [[nodiscard]] Patch patch(const Shape& x, std::size_t p, std::size_t q) const;

  /**
   * The windows of a row whose column `s` lies on the image, not on padding: window q sees
   * there the image's column q stride_width + s - padding_left.
   * @param x the input's shape
   * @param s below the window's width
   * @param windows in a row, Q
   */
  [[nodiscard]] WindowRange windows_seeing(const Shape& x, std::size_t s,
                                           std::size_t windows) const;

  /** The window as text, `3x3, stride 2x2`. @return the text */
  [[nodiscard]] std::string text() const;
};

}  // namespace dln
