#include "dln/vision/colour_space.hpp"

#include <array>
#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

using Colour = std::array<double, 3>;

Colour to_hsv(const Colour& rgb) {
  const auto [r, g, b] = rgb;
  const double value = std::max({r, g, b});
  const double range = value - std::min({r, g, b});
  if (range <= 0) return {0, 0, value};
  double sixth = (r - g) / range + 4;  // of the circle, from red
  if (value == r)
    sixth = (g - b) / range;
  else if (value == g)
    sixth = (b - r) / range + 2;
  return {(sixth < 0 ? sixth + 6 : sixth) / 6, range / value, value};
}

Colour to_lab(const Colour& rgb) {
  Colour linear{};
  for (std::size_t i = 0; i < 3; ++i)
    linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : std::pow((rgb[i] + 0.055) / 1.055, 2.4);
  const auto [r, g, b] = linear;
  // X, Y, Z by those of daylight (D65), for which f is 1.
  const auto f = [](double t) {
    return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  };
  const double x = f((0.412453 * r + 0.357580 * g + 0.180423 * b) / 0.950456);
  const double y = f(0.212671 * r + 0.715160 * g + 0.072169 * b);
  const double z = f((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754);
  return {(116 * y - 16) / 100, (500 * (x - y) + 128) / 255, (200 * (y - z) + 128) / 255};
}

Colour to_rgi(const Colour& rgb) {
  const double sum = rgb[0] + rgb[1] + rgb[2];
  if (sum <= 0) return {1.0 / 3, 1.0 / 3, 0};
  return {rgb[0] / sum, rgb[1] / sum, sum / 3};
}

double to_grey(const Colour& rgb) { return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]; }

Colour convert(const Colour& rgb, ColourSpace space) {
  switch (space) {
    case ColourSpace::hsv:
      return to_hsv(rgb);
    case ColourSpace::lab:
      return to_lab(rgb);
    case ColourSpace::rgi:
      return to_rgi(rgb);
    case ColourSpace::grey:
      return {to_grey(rgb), 0, 0};
    default:
      return rgb;
  }
}

}  // namespace

std::string to_string(ColourSpace space) {
  static const std::array<std::string, 5> names = {"RGB", "grey", "HSV", "Lab", "rgI"};
  return names[static_cast<std::size_t>(space)];
}

arma::cube converted(const arma::cube& rgb, ColourSpace space) {
  if (rgb.n_slices != 3) throw Error("converted", "3 channels", std::to_string(rgb.n_slices));
  arma::cube result(rgb.n_rows, rgb.n_cols, space == ColourSpace::grey ? 1 : 3);
  for (arma::uword y = 0; y < rgb.n_cols; ++y)
    for (arma::uword x = 0; x < rgb.n_rows; ++x) {
      const Colour colour = convert({rgb(x, y, 0), rgb(x, y, 1), rgb(x, y, 2)}, space);
      for (arma::uword channel = 0; channel < result.n_slices; ++channel)
        result(x, y, channel) = colour[channel];
    }
  return result;
}

}  // namespace dln
