#include "dln/data/texture.hpp"

#include <algorithm>
#include <cstdlib>

namespace dln {
namespace {

std::uint8_t random_byte(Random& random) {
  return static_cast<std::uint8_t>(random.below(256));
}

void add_clouds(std::vector<int>& sums, std::size_t height, std::size_t width, std::size_t cell,
                int weight, Random& random) {
  const std::size_t columns = width / cell + 2;
  std::vector<int> grid((height / cell + 2) * columns);
  for (int& corner : grid) corner = random_byte(random);
  const auto smooth =
      [cell](std::size_t place) {  // 3 t^2 - 2 t^3 of t = place / cell, in 1/256
        const auto t = static_cast<int>(place % cell * 256 / cell);
        return t * t * (3 * 256 - 2 * t) >> 16;
      };
  for (std::size_t y = 0; y < height; ++y) {
    const int* row = grid.data() + y / cell * columns;
    const int down = smooth(y);
    for (std::size_t x = 0; x < width; ++x) {
      const int* corner = row + x / cell;
      const int across = smooth(x);
      const int upper = corner[0] * (256 - across) + corner[1] * across;
      const int lower = corner[columns] * (256 - across) + corner[columns + 1] * across;
      sums[y * width + x] += weight * ((upper * (256 - down) + lower * down) >> 16);
    }
  }
}

// Three sizes of clouds, each half as strong as the one before; contrast is spread about the
// middle.
std::vector<int> clouds(std::size_t height, std::size_t width, Random& random) {
  std::vector<int> sums(height * width);
  std::size_t cell = 12 + random.below(24);
  for (const int weight : {4, 2, 1}) {
    add_clouds(sums, height, width, cell, weight, random);
    cell = std::max<std::size_t>(cell / 2, 3);
  }
  for (int& sum : sums) sum = std::clamp((sum / 7 - 128) * 2 + 128, 0, 255);
  return sums;
}

// A wave of a period of 256: 0 at its ends, 255 in the middle; `sharp` makes its slopes
// steeper.
int wave(int phase, int sharp) {
  const int rising = std::abs((phase & 255) - 128) * 2;  // 256 ... 0 ... 256
  return std::clamp((rising - 128) * sharp + 128, 0, 255);
}

}  // namespace

Colour random_colour(Random& random, std::uint8_t least_saturation) {
  const int hue = random.between(0, 6 * 256 - 1);
  const int saturation = random.between(least_saturation, 255);
  const int value = random.between(50, 250);
  Colour colour{};
  for (int channel = 0; channel < 3; ++channel) {
    const int turned = (hue + channel * 512) % (6 * 256);
    const int strength = std::clamp(std::abs(turned - 3 * 256) - 256, 0,
                                    256);  // of this channel in the pure hue
    colour[static_cast<std::size_t>(channel)] =
        to_byte(value * (255 * 256 - saturation * (256 - strength)) / (255 * 256));
  }
  return colour;
}

int difference(const Colour& a, const Colour& b) {
  return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
}

Colour mixed(const Colour& from, const Colour& to, int weight) {
  Colour colour{};
  for (std::size_t channel = 0; channel < 3; ++channel)
    colour[channel] =
        static_cast<std::uint8_t>((from[channel] * (256 - weight) + to[channel] * weight) >> 8);
  return colour;
}

Image8 random_pattern(std::size_t height, std::size_t width, Random& random) {
  Image8 pattern(1, height, width);
  std::vector<int> grey = clouds(height, width, random);
  const std::size_t kind = random.below(5);
  const int right = random.between(-40, 40);  // 1/256 periods a pixel
  const int down = random.between(-40, 40);
  const int bend = kind == 3 ? 0 : random.between(0, 2);
  const int sharp = random.between(1, 4);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      int& value = grey[y * width + x];
      const int along = right * static_cast<int>(x) + down * static_cast<int>(y) + bend * value;
      const int aside = down * static_cast<int>(x) - right * static_cast<int>(y) + bend * value;
      if (kind == 2) value = (wave(along, sharp) * 3 + value) / 4;            // stripes
      if (kind == 3) value = wave((wave(along, 4) ^ wave(aside, 4)) / 2, 1);  // squares
      if (kind == 4)
        value = (wave(along, sharp) * wave(aside, sharp) / 255 * 3 + value) / 4;  // dots
    }
  }
  std::ranges::transform(grey, pattern.pixels.begin(), to_byte);
  return pattern;
}

Image8 random_background(std::size_t height, std::size_t width, Random& random) {
  const Colour first = random_colour(random, 0);
  const Colour other = random_colour(random, 0);
  const Colour second = mixed(first, other, random.between(80, 256));
  const Image8 pattern = random_pattern(height, width, random);
  const int right = random.between(-60, 60);
  const int down = random.between(-60, 60);
  Image8 image(3, height, width);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const int light = right * (2 * static_cast<int>(x) - static_cast<int>(width)) /
                            static_cast<int>(width) +
                        down * (2 * static_cast<int>(y) - static_cast<int>(height)) /
                            static_cast<int>(height);
      const Colour colour = mixed(first, second, pattern(x, y));
      for (std::size_t channel = 0; channel < 3; ++channel)
        image(x, y, channel) = to_byte(colour[channel] + light / 2);
    }
  }
  return image;
}

}  // namespace dln
