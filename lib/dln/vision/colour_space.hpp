/**
 * @file
 * Colours in other coordinates than red, green and blue.
 */
#pragma once

#include <armadillo>
#include <string>

namespace dln {

/**
 * Coordinates of a colour. Light and shadow change all of red, green and blue; they change one
 * coordinate of the others.
 */
enum class ColourSpace {
  rgb,   ///< red, green, blue
  grey,  ///< the luminance alone: 0.299 R + 0.587 G + 0.114 B
  hsv,   ///< hue (0 and 1 are both red), saturation, value
  lab,   ///< CIE 1976 L*a*b*: lightness, green to red, blue to yellow; equal distances look
         ///< equally different
  rgi  ///< the shares of red and green, R / (R + G + B) and G / (R + G + B), and the intensity
};

/** As in tables: `RGB`, `grey`, `HSV`, `Lab`, `rgI`. */
std::string to_string(ColourSpace space);

/**
 * An image in other coordinates, each of them scaled to 0 ... 1.
 * @param rgb (x, y, channel) in 0 ... 1: red, green, blue as files hold them (sRGB)
 * @throws Error unless there are three channels
 */
arma::cube converted(const arma::cube& rgb, ColourSpace space);

}  // namespace dln
