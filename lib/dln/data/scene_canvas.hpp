/**
 * @file
 * How a generated scene is drawn: outlines to pixels, and pixels onto the image.
 */
#pragma once

#include "dln/data/glyphs.hpp"
#include "dln/data/scene.hpp"
#include "dln/data/texture.hpp"

namespace dln {

/** A glyph as pixels, somewhere about the image; no part of it need be inside. */
struct Silhouette {
  std::ptrdiff_t left = 0;             ///< of its first column in the image
  std::ptrdiff_t top = 0;              ///< of its first row
  std::size_t width = 0;               ///< in pixels
  std::size_t height = 0;              ///< in pixels
  std::vector<std::uint16_t> covered;  ///< of every pixel, in 1/256
  std::vector<std::uint8_t> depth;     ///< how far inside it lies, in 1/8 pixels

  /**
   * Whether a pixel, by its place in these vectors, belongs to it: if half of it is covered.
   */
  [[nodiscard]] bool owns(std::size_t place) const { return covered[place] >= 128; }
  /** How many pixels belong to it. */
  [[nodiscard]] std::size_t pixels() const;
};

/** Where and how large a glyph is drawn. */
struct Placing {
  Point centre;    ///< in pixels
  double size;     ///< its height before it is turned, in pixels
  double stretch;  ///< its width by its height
  double slant;    ///< how far its top leans to the right, by its height
  double cosine;   ///< of the angle it is turned by
  double sine;     ///< of the angle it is turned by
  double weight;   ///< of the pen: the radius of strokes by the size
};

/** A random angle, slant, stretch and weight, of this size about this point. */
Placing random_placing(const Glyph& glyph, Point centre, double size, Random& random);

/** The pixels of a glyph. */
Silhouette silhouette(const Glyph& glyph, const Placing& placing);

/** Calls `visit(x, y, place)` for every pixel of a silhouette that lies inside the image. */
template <typename Visit>
void each_inside(const Silhouette& shape, std::size_t height, std::size_t width,
                 const Visit& visit) {
  for (std::size_t row = 0; row < shape.height; ++row) {
    const std::ptrdiff_t y = shape.top + static_cast<std::ptrdiff_t>(row);
    if (y < 0 || y >= static_cast<std::ptrdiff_t>(height)) continue;
    for (std::size_t column = 0; column < shape.width; ++column) {
      const std::ptrdiff_t x = shape.left + static_cast<std::ptrdiff_t>(column);
      if (x < 0 || x >= static_cast<std::ptrdiff_t>(width)) continue;
      visit(static_cast<std::size_t>(x), static_cast<std::size_t>(y),
            row * shape.width + column);
    }
  }
}

/** Paints a silhouette in random colours that stand out from what is there, with or without
 * texture, rim and shadow. */
void paint(Image8& image, const Silhouette& shape, bool filled, Random& random);

}  // namespace dln
