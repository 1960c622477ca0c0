#include "figure/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace figure {

std::string Colour::hex() const { return fmt::format("#{:02x}{:02x}{:02x}", red, green, blue); }

Colour Colour::mixed(const Colour& other, double share) const {
  const auto mix = [share](int a, int b) {
    return static_cast<int>(std::lround(a + share * (b - a)));
  };
  return {mix(red, other.red), mix(green, other.green), mix(blue, other.blue)};
}

double Colour::luminance() const {
  const auto linear = [](int value) {
    const double v = value / 255.0;
    return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

Colour colour(std::size_t index) {
  constexpr std::array<Colour, 8> colours = {{{0x2f, 0x7f, 0xc1},    // blue
                                              {0xd5, 0x5a, 0x22},    // red-orange
                                              {0x00, 0x9e, 0x73},    // green
                                              {0xb8, 0x6a, 0xa8},    // purple
                                              {0xa8, 0x84, 0x0a},    // ochre
                                              {0x85, 0x8a, 0x93},    // grey
                                              {0x1f, 0x9a, 0xb0},    // teal
                                              {0xc2, 0x4a, 0x6a}}};  // crimson
  return colours[index % colours.size()];
}

Colour sequential(double share) {
  return Colour{0xe4, 0xec, 0xf4}.mixed({0x1f, 0x5f, 0x9c}, std::clamp(share, 0.0, 1.0));
}

Colour diverging(double share) {
  const Colour middle{0xf4, 0xf4, 0xf4}, below{0xc2, 0x4a, 0x16}, above{0x1f, 0x5f, 0x9c};
  return middle.mixed(share < 0 ? below : above, std::min(std::abs(share), 1.0));
}

Colour ink_on(const Colour& background) {
  const Colour dark{0x10, 0x14, 0x18}, white{0xff, 0xff, 0xff};
  const auto contrast = [](const Colour& a, const Colour& b) {
    return (a.luminance() + 0.05) / (b.luminance() + 0.05);
  };
  return contrast(background, dark) > contrast(white, background) ? dark : white;
}

std::string quoted(const std::string& text) {
  // All but letters by their numbers, digits too, for a digit behind a number would be read as
  // part of it: gnuplot takes three quotes in a row for the ends of two texts, and runs what
  // stands in backquotes. No line may end inside.
  std::string result = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code <= 0x20)
      result += ' ';
    else
      result += std::isalpha(code) != 0 ? std::string(1, c) : fmt::format("\\{:03o}", code);
  }
  return result + "\"";
}

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.9g}", value) : "NaN";
}

double text_width(const std::string& text, double size) {
  const auto letters = std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return 0.6 * size * static_cast<double>(letters);
}

}  // namespace figure
