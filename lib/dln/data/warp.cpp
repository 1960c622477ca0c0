#include "dln/data/warp.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dln/core/error.hpp"

namespace dln {
namespace {

// Coordinates in 1/65536 of a pixel: whole numbers give the same pixels on every machine.
using Fixed = std::int64_t;
constexpr int fixed_bits = 16;
constexpr Fixed one = Fixed{1} << fixed_bits;

Fixed to_fixed(double number) {
  return static_cast<Fixed>(std::llround(number * static_cast<double>(one)));
}

/** Walks over the pixels of a new image, and tells where in the old one each comes from. */
class Walk {
 public:
  Walk(const Affine& map, std::size_t height, std::size_t width)
      : height_(height), width_(width) {
    const Affine back = inverse(map);
    x_right_ = to_fixed(back.xx);
    y_right_ = to_fixed(back.yx);
    x_down_ = to_fixed(back.xy);
    y_down_ = to_fixed(back.yy);
    x_first_ = to_fixed(back.x0 + (back.xx + back.xy) / 2);  // of the first pixel's centre
    y_first_ = to_fixed(back.y0 + (back.yx + back.yy) / 2);
  }

  /** Calls `visit(place, x, y)` with each pixel's place in a plane and the fixed-point
   * coordinates of its source. */
  template <typename Visit>
  void each(const Visit& visit) const {
    for (std::size_t row = 0; row < height_; ++row) {
      Fixed x = x_first_ + static_cast<Fixed>(row) * x_down_;
      Fixed y = y_first_ + static_cast<Fixed>(row) * y_down_;
      for (std::size_t column = 0; column < width_; ++column, x += x_right_, y += y_right_)
        visit(row * width_ + column, x, y);
    }
  }

 private:
  std::size_t height_;
  std::size_t width_;
  Fixed x_right_, y_right_, x_down_, y_down_, x_first_, y_first_;
};

bool is_inside(const Image8& image, Fixed x, Fixed y) {
  return x >= 0 && y >= 0 && x < static_cast<Fixed>(image.width) * one &&
         y < static_cast<Fixed>(image.height) * one;
}

std::uint8_t mean_byte(std::span<const std::uint8_t> plane) {
  const std::uint64_t sum = std::accumulate(plane.begin(), plane.end(), std::uint64_t{0});
  return static_cast<std::uint8_t>((sum + plane.size() / 2) / plane.size());
}

/** The two neighbours in one direction, and the weight of the second in 1/256. */
struct Neighbours {
  std::size_t first;
  std::size_t second;
  int weight;
};

Neighbours neighbours(Fixed place, std::size_t size) {
  const Fixed centre = std::max<Fixed>(place - one / 2, 0);
  const auto first = static_cast<std::size_t>(centre >> fixed_bits);
  return {first, std::min(first + 1, size - 1),
          static_cast<int>((centre & (one - 1)) >> (fixed_bits - 8))};
}

Image8 warped_map(const Image8& map, const Walk& walk, std::size_t height, std::size_t width,
                  std::uint8_t outside) {
  if (map.empty()) return {};
  Image8 moved(1, height, width, outside);
  walk.each([&](std::size_t place, Fixed x, Fixed y) {
    if (is_inside(map, x, y))
      moved.pixels[place] = map(static_cast<std::size_t>(x >> fixed_bits),
                                static_cast<std::size_t>(y >> fixed_bits));
  });
  return moved;
}

// Moves the boxes; objects that are left out lose their number in the instance map.
void move_objects(Scene& scene, const Affine& map) {
  std::array<std::uint8_t, 256> number{};
  std::vector<SceneObject> kept;
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    auto box =
        clipped_box(moved(scene.objects[i].box, map), scene.image.width, scene.image.height);
    if (box && !scene.instances.empty()) {
      box = box_of(scene.instances, static_cast<std::uint8_t>(i + 1));
      if (box) box = clipped_box(*box, scene.image.width, scene.image.height);
    }
    if (!box) continue;
    kept.push_back({scene.objects[i].label, *box, scene.objects[i].difficult});
    if (!scene.instances.empty()) number[i + 1] = static_cast<std::uint8_t>(kept.size());
  }
  scene.objects = std::move(kept);
  for (std::uint8_t& pixel : scene.instances.pixels) pixel = number[pixel];
}

void check_scene(const Scene& scene, std::size_t height, std::size_t width) {
  if (scene.image.empty() || height == 0 || width == 0)
    throw Error("scene " + scene.name, "an image, and a new size above 0",
                fmt::format("{} and {}x{}", to_string(scene.image), width, height));
}

// Means over pixels in one direction: `count` runs of `from` numbers, `step` apart, become runs
// of `to`. Weights are in units of 1 / to, so that the sums are whole.
void average(const std::uint8_t* source, std::size_t from, std::uint8_t* target, std::size_t to,
             std::size_t step) {
  for (std::size_t i = 0; i < to; ++i) {
    std::uint64_t sum = 0;
    for (std::size_t place = i * from;
         place < (i + 1) * from;) {  // in units of 1 / to of an old pixel
      const std::size_t pixel = place / to;
      const std::size_t next = std::min((pixel + 1) * to, (i + 1) * from);
      sum += (next - place) * source[pixel * step];
      place = next;
    }
    target[i * step] = static_cast<std::uint8_t>((sum + from / 2) / from);
  }
}

Image8 averaged(const Image8& image, std::size_t height, std::size_t width) {
  Image8 wide(image.channels, image.height, width);
  for (std::size_t row = 0; row < image.channels * image.height; ++row)
    average(image.pixels.data() + row * image.width, image.width,
            wide.pixels.data() + row * width, width, 1);
  Image8 both(image.channels, height, width);
  for (std::size_t channel = 0; channel < image.channels; ++channel)
    for (std::size_t x = 0; x < width; ++x)
      average(wide.plane(channel).data() + x, image.height, both.plane(channel).data() + x,
              height, width);
  return both;
}

}  // namespace

Affine then(const Affine& first, const Affine& second) {
  const Affine& a = first;
  const Affine& b = second;
  return {b.xx * a.xx + b.xy * a.yx,        b.xx * a.xy + b.xy * a.yy,
          b.xx * a.x0 + b.xy * a.y0 + b.x0, b.yx * a.xx + b.yy * a.yx,
          b.yx * a.xy + b.yy * a.yy,        b.yx * a.x0 + b.yy * a.y0 + b.y0};
}

Affine inverse(const Affine& map) {
  const double determinant = map.xx * map.yy - map.xy * map.yx;
  if (!(std::abs(determinant) > 1e-9))
    throw Error("inverse of an Affine", "a determinant other than 0",
                fmt::format("{}", determinant));
  const double xx = map.yy / determinant;
  const double xy = -map.xy / determinant;
  const double yx = -map.yx / determinant;
  const double yy = map.xx / determinant;
  return {xx, xy, -(xx * map.x0 + xy * map.y0), yx, yy, -(yx * map.x0 + yy * map.y0)};
}

Affine flip(std::size_t width) { return {.xx = -1, .x0 = static_cast<double>(width)}; }

Affine shift(double right, double down) { return {.x0 = right, .y0 = down}; }

Affine scale(double right, double down) { return {.xx = right, .yy = down}; }

Affine rotation(double degrees, double x, double y) {
  const double c = std::cos(degrees * std::numbers::pi / 180);
  const double s = std::sin(degrees * std::numbers::pi / 180);
  return {c, -s, x - c * x + s * y, s, c, y - s * x - c * y};
}

Affine crop(const Box& box, std::size_t height, std::size_t width) {
  if (!(box.area() > 0)) throw Error("crop", "a box with area", to_string(box));
  return then(shift(-box.x_min, -box.y_min), scale(static_cast<double>(width) / box.width(),
                                                   static_cast<double>(height) / box.height()));
}

Image8 warped_image(const Image8& image, const Affine& map, std::size_t height,
                    std::size_t width) {
  Image8 moved(image.channels, height, width);
  const Walk walk(map, height, width);
  for (std::size_t channel = 0; channel < image.channels; ++channel) {
    const std::span<const std::uint8_t> from = image.plane(channel);
    const std::span<std::uint8_t> to = moved.plane(channel);
    const std::uint8_t fill = mean_byte(from);
    walk.each([&](std::size_t place, Fixed x, Fixed y) {
      if (!is_inside(image, x, y)) {
        to[place] = fill;
        return;
      }
      const Neighbours across = neighbours(x, image.width);
      const Neighbours down = neighbours(y, image.height);
      const std::uint8_t* above = from.data() + down.first * image.width;
      const std::uint8_t* below = from.data() + down.second * image.width;
      const int upper =
          above[across.first] * (256 - across.weight) + above[across.second] * across.weight;
      const int lower =
          below[across.first] * (256 - across.weight) + below[across.second] * across.weight;
      to[place] = static_cast<std::uint8_t>(
          (upper * (256 - down.weight) + lower * down.weight + (1 << 15)) >> 16);
    });
  }
  return moved;
}

Box moved(const Box& box, const Affine& map) {
  Box around{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  for (const double x : {box.x_min, box.x_max}) {
    for (const double y : {box.y_min, box.y_max}) {
      const double to_x = map.xx * x + map.xy * y + map.x0;
      const double to_y = map.yx * x + map.yy * y + map.y0;
      around = {std::min(around.x_min, to_x), std::min(around.y_min, to_y),
                std::max(around.x_max, to_x), std::max(around.y_max, to_y)};
    }
  }
  return around;
}

Scene warped(const Scene& scene, const Affine& map, std::size_t height, std::size_t width) {
  check_scene(scene, height, width);
  const Walk walk(map, height, width);
  Scene moved{scene.name, warped_image(scene.image, map, height, width), scene.objects,
              warped_map(scene.instances, walk, height, width, 0),
              warped_map(scene.labels, walk, height, width, ignored_pixel)};
  move_objects(moved, map);
  return moved;
}

Scene resized(const Scene& scene, std::size_t height, std::size_t width) {
  check_scene(scene, height, width);
  const Affine map =
      scale(static_cast<double>(width) / static_cast<double>(scene.image.width),
            static_cast<double>(height) / static_cast<double>(scene.image.height));
  const Walk walk(map, height, width);
  Scene moved{scene.name, averaged(scene.image, height, width), scene.objects,
              warped_map(scene.instances, walk, height, width, 0),
              warped_map(scene.labels, walk, height, width, ignored_pixel)};
  move_objects(moved, map);
  return moved;
}

}  // namespace dln
