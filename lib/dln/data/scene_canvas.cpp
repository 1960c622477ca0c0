#include "dln/data/scene_canvas.hpp"

#include <algorithm>
#include <cmath>

namespace dln {
namespace {

// Only + - * / and square roots here, which IEEE arithmetic rounds the same way everywhere; no
// sine, no exponential.

std::vector<Stroke> placed(const Glyph& glyph, const Placing& placing) {
  std::vector<Stroke> strokes = glyph.strokes;
  for (Stroke& stroke : strokes) {
    for (Point& p : stroke) {
      const double y = placing.size * (p.y - 0.5);
      const double x = placing.size * placing.stretch * (p.x - 0.5) - placing.slant * y;
      p = {placing.centre.x + placing.cosine * x - placing.sine * y,
           placing.centre.y + placing.sine * x + placing.cosine * y};
    }
  }
  return strokes;
}

double distance_to(const std::vector<Stroke>& strokes, Point p) {
  double nearest = 1e12;
  for (const Stroke& stroke : strokes)
    for (std::size_t i = 1; i < stroke.size(); ++i)
      nearest = std::min(nearest, squared_distance(p, stroke[i - 1], stroke[i]));
  return std::sqrt(nearest);
}

// A ray to the right crosses a closed line an odd number of times from its inside.
bool is_within(const Stroke& line, Point p) {
  bool within = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point a = line[i - 1];
    const Point b = line[i];
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y))
      within = !within;
  }
  return within;
}

// The mean colour of what is painted over, from nine pixels.
Colour colour_below(const Image8& image, const Silhouette& shape) {
  std::array<int, 3> sum{};
  for (const std::size_t row : {1U, 2U, 3U}) {
    for (const std::size_t column : {1U, 2U, 3U}) {
      const auto at = [](std::ptrdiff_t first, std::size_t quarters, std::size_t size,
                         std::size_t bound) {
        const std::ptrdiff_t place = first + static_cast<std::ptrdiff_t>(quarters * size / 4);
        return static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(place, 0, static_cast<std::ptrdiff_t>(bound) - 1));
      };
      for (std::size_t channel = 0; channel < 3; ++channel)
        sum[channel] += image(at(shape.left, column, shape.width, image.width),
                              at(shape.top, row, shape.height, image.height), channel);
    }
  }
  return {static_cast<std::uint8_t>(sum[0] / 9), static_cast<std::uint8_t>(sum[1] / 9),
          static_cast<std::uint8_t>(sum[2] / 9)};
}

Colour standing_out(const Colour& below, Random& random) {
  constexpr int least = 110;
  Colour best = random_colour(random, 60);
  for (int tries = 0; tries < 8 && difference(best, below) < least; ++tries) {
    const Colour other = random_colour(random, 60);
    if (difference(other, below) > difference(best, below)) best = other;
  }
  return best;
}

void blend(Image8& image, std::size_t x, std::size_t y, const Colour& colour, int weight) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    std::uint8_t& pixel = image(x, y, channel);
    pixel = static_cast<std::uint8_t>((pixel * (256 - weight) + colour[channel] * weight) >> 8);
  }
}

}  // namespace

std::size_t Silhouette::pixels() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(covered, [](std::uint16_t share) { return share >= 128; }));
}

Placing random_placing(const Glyph& glyph, Point centre, double size, Random& random) {
  Placing placing{centre, size, random.uniform(0.7, 1.05),  0,
                  1,      0,    random.uniform(0.055, 0.11)};
  if (!glyph.filled) placing.slant = random.uniform(-0.2, 0.3);
  const double t =
      random.uniform(-glyph.max_turn, glyph.max_turn);  // the tangent of half the angle
  const double way = glyph.max_turn >= 1 && random.below(2) == 1 ? -1 : 1;
  placing.cosine = way * (1 - t * t) / (1 + t * t);
  placing.sine = way * 2 * t / (1 + t * t);
  return placing;
}

Silhouette silhouette(const Glyph& glyph, const Placing& placing) {
  const std::vector<Stroke> strokes = placed(glyph, placing);
  const double radius = glyph.filled ? 0 : std::max(0.7, placing.size * placing.weight);
  Point low{1e12, 1e12};
  Point high{-1e12, -1e12};
  for (const Stroke& stroke : strokes) {
    for (const Point& p : stroke) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  Silhouette shape;
  shape.left = static_cast<std::ptrdiff_t>(std::floor(low.x - radius - 1));
  shape.top = static_cast<std::ptrdiff_t>(std::floor(low.y - radius - 1));
  shape.width = static_cast<std::size_t>(std::ceil(high.x + radius + 1) -
                                         static_cast<double>(shape.left));
  shape.height =
      static_cast<std::size_t>(std::ceil(high.y + radius + 1) - static_cast<double>(shape.top));
  for (std::size_t row = 0; row < shape.height; ++row) {
    for (std::size_t column = 0; column < shape.width; ++column) {
      const Point centre{static_cast<double>(shape.left) + static_cast<double>(column) + 0.5,
                         static_cast<double>(shape.top) + static_cast<double>(row) + 0.5};
      const double distance = distance_to(strokes, centre);
      const double inside = !glyph.filled                   ? radius - distance
                            : is_within(strokes[0], centre) ? distance
                                                            : -distance;
      shape.covered.push_back(
          static_cast<std::uint16_t>(256 * std::clamp(inside + 0.5, 0.0, 1.0)));
      shape.depth.push_back(static_cast<std::uint8_t>(std::clamp(8 * inside, 0.0, 255.0)));
    }
  }
  return shape;
}

void paint(Image8& image, const Silhouette& shape, bool filled, Random& random) {
  const Colour first = standing_out(colour_below(image, shape), random);
  const bool textured = random.below(2) == 0;
  const Colour second = textured ? mixed(first, random_colour(random, 0), 110) : first;
  const Image8 pattern =
      textured ? random_pattern(shape.height, shape.width, random) : Image8();
  const std::size_t rim =
      filled && random.below(3) == 0 ? 8 * (1 + random.below(2)) : 0;  // in 1/8 pixels
  const Colour rim_colour = random_colour(random, 0);
  if (random.below(2) == 0) {
    Silhouette shadow = shape;
    shadow.left += static_cast<std::ptrdiff_t>(random.below(5)) - 2;
    shadow.top += static_cast<std::ptrdiff_t>(random.below(4));
    each_inside(shadow, image.height, image.width,
                [&](std::size_t x, std::size_t y, std::size_t place) {
                  blend(image, x, y, Colour{}, shape.covered[place] * 2 / 5);
                });
  }
  each_inside(shape, image.height, image.width,
              [&](std::size_t x, std::size_t y, std::size_t place) {
                const int weight = shape.covered[place];
                if (weight == 0) return;
                Colour colour = textured ? mixed(first, second, pattern.pixels[place]) : first;
                if (shape.depth[place] < rim) colour = rim_colour;
                blend(image, x, y, colour, weight);
              });
}

}  // namespace dln
