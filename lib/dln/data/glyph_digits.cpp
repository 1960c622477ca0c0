#include <algorithm>
#include <array>
#include <cmath>

#include "dln/data/generated.hpp"
#include "dln/data/glyphs.hpp"

namespace dln {
namespace {

// Only + - * / and square roots here, which IEEE arithmetic rounds the same way everywhere; no
// sine, no exponential.

// How dark ink is at a distance from the pen's way: 1 within its radius, then falling to 0 over
// one pixel.
double ink(double distance, double radius) {
  return std::clamp(radius + 0.5 - distance, 0.0, 1.0);
}

// A hand's own way to write: the same for all strokes of one image.
struct Hand {
  double slant;
  double width;
  double height;
  double wobble;
  double radius;
  Point centre;

  [[nodiscard]] Stroke write(const Stroke& stroke, Random& random) const {
    Stroke written;
    for (const Point& p : stroke) {
      const double y = p.y - 0.5 + random.uniform(-wobble, wobble);
      const double x = p.x - 0.5 + random.uniform(-wobble, wobble) - slant * y;
      written.push_back({centre.x + width * x, centre.y + height * y});
    }
    return written;
  }
};

constexpr std::size_t side = 28;

// [Draw one glyph]
std::array<double, side * side> draw(std::size_t digit, Random& random) {
  const Hand hand{.slant = random.uniform(-0.25, 0.5),
                  .width = random.uniform(9, 17),
                  .height = random.uniform(14, 21),
                  .wobble = 0.07,
                  .radius = random.uniform(0.5, 1.6),
                  .centre = {random.uniform(11, 16), random.uniform(11.5, 15.5)}};
  const double darkness = random.uniform(0.65, 1);
  const double noise = random.uniform(0.02, 0.12);
  std::vector<Stroke> strokes;
  for (const Stroke& stroke : digit_strokes()[digit])
    strokes.push_back(hand.write(stroke, random));
  const Point mark{random.uniform(0, side),
                   random.uniform(0, side)};  // a stray stroke of the pen
  strokes.push_back({mark, {mark.x + random.uniform(-5, 5), mark.y + random.uniform(-5, 5)}});

  std::array<double, side * side> pixels{};
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const Point pixel{static_cast<double>(x), static_cast<double>(y)};
      double nearest = 1e9;
      for (const Stroke& stroke : strokes)
        for (std::size_t i = 1; i < stroke.size(); ++i)
          nearest = std::min(nearest, squared_distance(pixel, stroke[i - 1], stroke[i]));
      const double grain = random.uniform(-1, 1) + random.uniform(-1, 1);
      const double value = darkness * ink(std::sqrt(nearest), hand.radius) + noise * grain;
      pixels[y * side + x] = std::floor(255 * std::clamp(value, 0.0, 1.0) + 0.5);
    }
  }
  return pixels;
}
// [Draw one glyph]

}  // namespace

template <typename T>
Dataset<T> glyph_digits(std::size_t examples, Random random) {
  Dataset<T> data{
      "glyph digits", Tensor<T>({examples, 1, side, side}), arma::uvec(examples), {}};
  for (int digit = 0; digit < 10; ++digit) data.class_names.push_back(std::to_string(digit));
  for (std::size_t i = 0; i < examples; ++i) {
    Random own = random.split(i);
    data.labels[i] = i % 10;
    const auto pixels = draw(data.labels[i], own);
    std::ranges::transform(pixels, data.images.data() + i * side * side,
                           [](double pixel) { return static_cast<T>(pixel) / T(255); });
  }
  return data;
}

template Dataset<float> glyph_digits(std::size_t, Random);
template Dataset<double> glyph_digits(std::size_t, Random);

}  // namespace dln
