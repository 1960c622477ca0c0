/**
 * @file
 * Images moved, turned and scaled, and with them their boxes, masks and label maps.
 */
#pragma once

#include "dln/data/scene.hpp"

namespace dln {

/**
 * Where every point of an image goes: (x, y) to (xx x + xy y + x0, yx x + yy y + y0).
 *
 * Points are continuous, as a `Box`'s: the image reaches from (0, 0) to (width, height), and
 * the first pixel's centre is (0.5, 0.5).
 */
struct Affine {
  double xx = 1;  ///< how far a step to the right goes to the right
  double xy = 0;  ///< how far a step down goes to the right
  double x0 = 0;  ///< where the upper left corner comes to lie, from the left
  double yx = 0;  ///< how far a step to the right goes down
  double yy = 1;  ///< how far a step down goes down
  double y0 = 0;  ///< where the upper left corner comes to lie, from the top
};

/** First one, then the other. */
Affine then(const Affine& first, const Affine& second);
/** The way back. @throws Error if there is none: if the image is squeezed to a line */
Affine inverse(const Affine& map);

/** Left and right exchanged, in an image of this width. */
Affine flip(std::size_t width);
/** By so many pixels to the right, and down. */
Affine shift(double right, double down);
/** By factors to the right and down, the upper left corner at its place. */
Affine scale(double right, double down);
/** By an angle in degrees, clockwise as one sees it, about a point. */
Affine rotation(double degrees, double x, double y);
/** The part within a box becomes the whole image. @throws Error if the box has no area */
Affine crop(const Box& box, std::size_t height, std::size_t width);

/** The box around a box's four corners after a map; it may reach outside of the image. */
Box moved(const Box& box, const Affine& map);

/**
 * The scene after a map, as an image of this size.
 *
 * Pixels are interpolated between four (bilinear); classes and instances are those of the
 * nearest pixel. Where nothing came from, the image has its own mean colour, the label is
 * `ignored_pixel`, and there is no instance. Boxes are drawn anew around the moved instances;
 * without an instance map they are the boxes around the moved corners, which a rotation makes
 * larger than need be. Then `clipped_box` holds for the moved box, and objects that it leaves
 * out are gone.
 * @throws Error if the size or the scene is empty, or the map has no way back
 */
Scene warped(const Scene& scene, const Affine& map, std::size_t height, std::size_t width);

/** An image after a map: the image of `warped`. */
Image8 warped_image(const Image8& image, const Affine& map, std::size_t height,
                    std::size_t width);

/**
 * The scene stretched to another size. Unlike `warped`, every pixel is the mean of the area it
 * covers, so that a smaller image has no jagged lines. Labels, instances and boxes are as in
 * `warped`.
 * @throws Error if a size is 0, or the scene's image is empty
 */
Scene resized(const Scene& scene, std::size_t height, std::size_t width);

}  // namespace dln
