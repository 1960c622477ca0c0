/**
 * @file
 * The box around an object, and how much of each other two boxes cover.
 */
#pragma once

#include <algorithm>
#include <armadillo>
#include <span>
#include <string>

namespace dln {

/**
 * An upright box, in pixels from the image's upper left corner.
 *
 * Coordinates are continuous: the pixel (x, y) covers x ... x + 1 by y ... y + 1, so the box
 * around that one pixel is (x, y, x + 1, y + 1), its area is 1, and a width is a difference
 * without a 1 to add.
 */
struct Box {
  double x_min = 0;  ///< left
  double y_min = 0;  ///< top
  double x_max = 0;  ///< right
  double y_max = 0;  ///< bottom

  /** In pixels. */
  [[nodiscard]] double width() const { return x_max - x_min; }
  /** In pixels. */
  [[nodiscard]] double height() const { return y_max - y_min; }
  /** In pixels from the left. */
  [[nodiscard]] double x_center() const { return (x_min + x_max) / 2; }
  /** In pixels from the top. */
  [[nodiscard]] double y_center() const { return (y_min + y_max) / 2; }
  /** In square pixels; 0 for a box turned inside out. */
  [[nodiscard]] double area() const { return std::max(0.0, width()) * std::max(0.0, height()); }
  /** Whether all four sides agree. */
  bool operator==(const Box&) const = default;
};

/** What two boxes have in common; inside out, with area 0, if that is nothing. */
inline Box intersection(const Box& a, const Box& b) {
  return {std::max(a.x_min, b.x_min), std::max(a.y_min, b.y_min),  //
          std::min(a.x_max, b.x_max), std::min(a.y_max, b.y_max)};
}

/** The smallest box around two boxes, their hull. */
inline Box hull(const Box& a, const Box& b) {
  return {std::min(a.x_min, b.x_min), std::min(a.y_min, b.y_min),  //
          std::max(a.x_max, b.x_max), std::max(a.y_max, b.y_max)};
}

/**
 * Intersection over union, 0 ... 1: 1 if the boxes are the same, 0 if they share no area. Boxes
 * without area have 0 with every box, themselves included: never a division by 0.
 */
double iou(const Box& a, const Box& b);

/**
 * Generalized intersection over union, -1 ... 1: IoU minus the share of the hull that neither
 * box covers. Boxes that do not meet are told apart: the further away, the lower. Boxes whose
 * hull has no area have 0.
 *
 * Source: Rezatofighi and others, Generalized Intersection over Union, 2019.
 */
double generalized_iou(const Box& a, const Box& b);

/** The IoU of every box of `a` (a row each) with every box of `b` (a column each). */
arma::mat overlaps(std::span<const Box> a, std::span<const Box> b);

/**
 * A box with every side moved into an image of width x height pixels. One that is outside
 * becomes a box without area at the border; nothing is left out (`clipped_box` in
 * data/scene.hpp does that, for objects).
 */
Box clipped(const Box& box, double width, double height);

/** A box's sides times a factor in each direction: from an image's pixels to those of a resized
 * one, or to features. */
Box scaled(const Box& box, double x_factor, double y_factor);

/** As text: `(1, 2.5) to (30, 40)`. */
std::string to_string(const Box& box);

}  // namespace dln
