/**
 * @file
 * The house's look: colours, and texts as gnuplot reads them.
 */
#pragma once

#include <string>

namespace figure {

/** The size of letters in pixels: where a phone shows a panel smaller, they are 11 still. */
inline constexpr double letter_size = 13.6;

/** A colour. */
struct Colour {
  int red = 0, green = 0, blue = 0;  ///< 0 ... 255

  /** As gnuplot and SVG write it. @return #rrggbb */
  [[nodiscard]] std::string hex() const;
  /** A mixture. @param other the other colour @param share how much of it, 0 ... 1 @return the
   * mixture */
  [[nodiscard]] Colour mixed(const Colour& other, double share) const;
  /** How bright it looks: relative luminance as in WCAG 2. @return 0 (black) ... 1 (white) */
  [[nodiscard]] double luminance() const;
};

/**
 * The colours of curves, boxes and classes: blue and red-orange first, after Okabe and Ito
 * (2008).
 *
 * Each stands out from white and from near-black by a contrast of at least 3, and no two look
 * alike to the colour-blind; after eight they begin again.
 * @param index 0, 1, ...
 * @return the colour
 */
Colour colour(std::size_t index);

/** Numbers without a sign as colours, from light to blue. @param share 0 ... 1 @return the
 * colour */
Colour sequential(double share);
/** Numbers with a sign as colours: red-orange below zero, light at zero, blue above. @param
 * share -1 ... 1
 * @return the colour */
Colour diverging(double share);
/** A text colour that can be read on a colour. @param background the colour @return near-black
 * or white */
Colour ink_on(const Colour& background);

/** A text that gnuplot takes for a text and for nothing else. @param text any @return the text
 * in quotes */
std::string quoted(const std::string& text);
/** A number as gnuplot reads it. @param value any, also NaN @return its text */
std::string number(double value);
/** About how wide a text is. @param text in UTF-8 @param size of the letters, in pixels @return
 * pixels */
double text_width(const std::string& text, double size);

}  // namespace figure
