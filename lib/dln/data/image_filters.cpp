#include "dln/data/image_filters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

/**
 * Marsaglia's xorshift (2003): a number a pixel for a tenth of what a Mersenne twister takes.
 */
class Xorshift {
 public:
  explicit Xorshift(Random& random) : state_(random.below(UINT64_MAX) | 1U) {}
  std::uint64_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_;
  }

 private:
  std::uint64_t state_;
};

// Weighted means along lines of `length` numbers that are `step` apart; at the ends the last
// number stands twice.
void blur_line(const std::uint8_t* from, std::uint8_t* to, std::size_t length,
               std::size_t step) {
  for (std::size_t i = 0; i < length; ++i) {
    const int before = from[(i == 0 ? 0 : i - 1) * step];
    const int after = from[std::min(i + 1, length - 1) * step];
    to[i * step] = static_cast<std::uint8_t>((before + 2 * from[i * step] + after + 2) / 4);
  }
}

}  // namespace

Image8 blurred(const Image8& image, std::size_t times) {
  Image8 result = image;
  Image8 between = image;
  for (std::size_t time = 0; time < times; ++time) {
    for (std::size_t row = 0; row < image.channels * image.height; ++row)
      blur_line(result.pixels.data() + row * image.width,
                between.pixels.data() + row * image.width, image.width, 1);
    for (std::size_t channel = 0; channel < image.channels; ++channel)
      for (std::size_t x = 0; x < image.width; ++x)
        blur_line(between.plane(channel).data() + x, result.plane(channel).data() + x,
                  image.height, image.width);
  }
  return result;
}

Image8 noisy(const Image8& image, double deviation, Random& random) {
  constexpr double one_sum =
      147.8;  // the standard deviation of a sum of four bytes: sqrt(4 (256^2 - 1) / 12)
  const int strength = static_cast<int>(65536 * deviation / one_sum + 0.5);
  Xorshift numbers(random);
  Image8 result = image;
  for (std::uint8_t& pixel : result.pixels) {
    const std::uint64_t number = numbers.next();
    int sum = -510;
    for (unsigned shift = 8; shift < 40; shift += 8)
      sum += static_cast<int>(number >> shift & 255U);
    pixel = to_byte(pixel + ((sum * strength + 32768) >> 16));
  }
  return result;
}

Image8 recoloured(const Image8& image, const std::vector<double>& factors,
                  const std::vector<double>& offsets) {
  if (factors.size() != image.channels || offsets.size() != image.channels)
    throw Error("recoloured",
                fmt::format("{} factors and offsets, one a channel", image.channels),
                fmt::format("{} and {}", factors.size(), offsets.size()));
  Image8 result = image;
  for (std::size_t channel = 0; channel < image.channels; ++channel)
    for (std::uint8_t& pixel : result.plane(channel))
      pixel = static_cast<std::uint8_t>(
          std::clamp(pixel * factors[channel] + offsets[channel] + 0.5, 0.0, 255.0));
  return result;
}

Image8 with_dropped_pixels(const Image8& image, double probability, Random& random) {
  const auto bound = static_cast<std::uint64_t>(std::clamp(probability, 0.0, 1.0) * 65536);
  Xorshift numbers(random);
  Image8 result = image;
  for (std::size_t place = 0; place < image.height * image.width; ++place)
    if ((numbers.next() >> 24U & 65535U) < bound)
      for (std::size_t channel = 0; channel < image.channels; ++channel)
        result.plane(channel)[place] = 0;
  return result;
}

}  // namespace dln
