/**
 * @file
 * Outlines for what is generated: strokes of a pen and polygons, in a box from 0 to 1, y
 * downwards.
 */
#pragma once

#include <array>
#include <string>
#include <vector>

namespace dln {

/** A point, in the glyph's box or in pixels. */
struct Point {
  double x;  ///< to the right
  double y;  ///< down
};

/** A line from point to point, as a pen goes. */
using Stroke = std::vector<Point>;

/** The ten digits as a pen writes them. */
const std::array<std::vector<Stroke>, 10>& digit_strokes();

/** What an object looks like, whatever its colour, place and angle. */
struct Glyph {
  std::string name;             ///< of its class
  std::vector<Stroke> strokes;  ///< a pen's ways; or one, closed, if it is filled
  bool filled;                  ///< the inside belongs to it
  double max_turn;  ///< tangent of half the largest angle it is turned by; from 1 on it is
                    ///< turned by any
};

/** The ten classes of objects in generated scenes: six shapes, two digits and two letters, some
 * of them alike. */
const std::vector<Glyph>& object_glyphs();

/** What looks like an object and is none: other shapes, digits and letters. */
const std::vector<Glyph>& distractor_glyphs();

/** The square of a point's distance to the line from `a` to `b`. */
double squared_distance(Point p, Point a, Point b);

}  // namespace dln
