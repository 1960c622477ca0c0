#include "dln/data/cloth.hpp"

#include <algorithm>
#include <array>

#include "dln/core/threads.hpp"

namespace dln {
namespace {

constexpr int side = 20;
constexpr std::size_t area = std::size_t{side} * side;  // pixels of a patch
enum Weave { along, across, rising, falling, checks, dots, rings, plain, weaves };

/** How one patch is woven, in eighths of a pixel, so that all is whole numbers. */
struct Loom {
  int period, slant, right, down;

  /** Which half of the period a distance lies in. */
  [[nodiscard]] bool upper(int distance) const {
    return ((distance % period) + period) % period < period / 2;
  }

  /** Whether a thread is dark at row i, column j. */
  [[nodiscard]] bool dark(int weave, int i, int j) const {
    const int y = 8 * i + down, x = 8 * j + right;
    switch (weave) {
      case along:
        return upper(y + slant * j);
      case across:
        return upper(x + slant * i);
      case rising:  // its period is measured across the stripes
        return upper((x + y) * 5 / 7 + slant * j);
      case falling:
        return upper((x - y) * 5 / 7 + slant * j);
      case checks:
        return upper(y + slant * j) != upper(x + slant * i);
      case dots: {
        const int dy = ((y % period) + period) % period - period / 2;
        const int dx = ((x % period) + period) % period - period / 2;
        return 12 * (dx * dx + dy * dy) < period * period;
      }
      case rings: {
        const int dy = 8 * i - 76 + slant * 8, dx = 8 * j - 76 + down % 24 - 12;
        int radius = 0;  // the whole part of the root
        while ((radius + 1) * (radius + 1) <= dx * dx + dy * dy) ++radius;
        return upper(radius + right);
      }
      default:
        return false;
    }
  }
};

std::array<int, area> weave_patch(int weave, Random random) {
  const int period = random.between(36, 64);
  const Loom loom{period, random.between(-1, 1), random.between(0, period - 1),
                  random.between(0, period - 1)};
  const int ground = random.between(60, 190), contrast = random.between(18, 70);
  const int thread = random.below(2) == 0 ? ground - contrast : ground + contrast;
  const int light = random.between(-2, 2), noise = random.between(10, 40);
  const int stain_y = random.between(0, side - 1), stain_x = random.between(0, side - 1);
  const int stain = random.between(2, 5), ink = random.between(0, 255);
  std::array<int, area> pixels{};
  for (int i = 0; i < side; ++i)
    for (int j = 0; j < side; ++j) {
      int grey = loom.dark(weave, i, j) ? thread : ground;
      if (std::max(std::abs(i - stain_y), std::abs(j - stain_x)) < stain)
        grey = (grey + ink) / 2;
      grey += light * (j - side / 2) + random.between(-noise, noise) +
              random.between(-noise, noise);
      pixels[static_cast<std::size_t>(i * side + j)] = std::clamp(grey, 0, 255);
    }
  return pixels;
}

}  // namespace

template <typename T>
Dataset<T> cloth(std::size_t examples, Random random) {
  Dataset<T> data{"cloth",
                  Tensor<T>({examples, 1, side, side}),
                  arma::uvec(examples),
                  {"along", "across", "rising", "falling", "checks", "dots", "rings", "plain"}};
  parallel_for(examples, [&](std::size_t n) {
    data.labels[n] = n % weaves;
    const auto pixels = weave_patch(static_cast<int>(data.labels[n]), random.split(n));
    for (std::size_t i = 0; i < pixels.size(); ++i)
      data.images[n * pixels.size() + i] = static_cast<T>(pixels[i]) / T(255);
  });
  return data;
}

template Dataset<float> cloth(std::size_t, Random);
template Dataset<double> cloth(std::size_t, Random);

}  // namespace dln
