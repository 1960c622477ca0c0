#include "dln/data/augmentation.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/tensor.hpp"
#include "dln/core/threads.hpp"
#include "dln/data/image_filters.hpp"

namespace dln {
namespace {

/** The stream each kind of change is drawn from. */
enum class Stream : std::uint64_t {
  flip,
  crop,
  scale,
  turn,
  shift,
  colour,
  noise,
  blur,
  dropped
};

Random stream(const Random& random, Stream which) {
  return random.split(static_cast<std::uint64_t>(which));
}

void require_option(bool holds, const char* what, const char* expected, double got) {
  if (!holds)
    throw Error(fmt::format("Augmentation: {}", what), expected, fmt::format("{}", got));
}

void check_augmentation(const Augmentation& options) {
  require_option(options.max_shift >= 0 && options.max_shift <= 1, "max_shift",
                 "a share from 0 to 1", options.max_shift);
  require_option(options.max_turn >= 0 && options.max_turn <= 180, "max_turn",
                 "0 to 180 degrees", options.max_turn);
  require_option(options.max_scale >= 1 && options.max_scale <= 100, "max_scale",
                 "a factor from 1 to 100", options.max_scale);
  require_option(options.min_crop > 0 && options.min_crop <= 1, "min_crop",
                 "a share above 0, at most 1", options.min_crop);
  require_option(options.colour >= 0 && options.colour <= 1, "colour", "a share from 0 to 1",
                 options.colour);
  require_option(options.max_noise >= 0 && options.max_noise <= 255, "max_noise", "0 to 255",
                 options.max_noise);
  require_option(options.max_blur <= 100, "max_blur", "at most 100 times",
                 static_cast<double>(options.max_blur));
  require_option(options.max_dropped >= 0 && options.max_dropped <= 1, "max_dropped",
                 "a share from 0 to 1", options.max_dropped);
}

Image8 changed_colours(Image8 image, const Augmentation& options, const Random& random) {
  if (options.colour > 0) {
    Random numbers = stream(random, Stream::colour);
    std::vector<double> factors(image.channels);
    std::vector<double> offsets(image.channels);
    for (std::size_t channel = 0; channel < image.channels; ++channel) {
      factors[channel] = numbers.uniform(1 - options.colour, 1 + options.colour);
      offsets[channel] = 128 * numbers.uniform(-options.colour, options.colour);
    }
    image = recoloured(image, factors, offsets);
  }
  if (options.max_blur > 0)
    image = blurred(image, stream(random, Stream::blur).below(options.max_blur + 1));
  if (options.max_noise > 0) {
    Random numbers = stream(random, Stream::noise);
    const double deviation = numbers.uniform(0, options.max_noise);
    image = noisy(image, deviation, numbers);
  }
  if (options.max_dropped > 0) {
    Random numbers = stream(random, Stream::dropped);
    const double share = numbers.uniform(0, options.max_dropped);
    image = with_dropped_pixels(image, share, numbers);
  }
  return image;
}

}  // namespace

Affine random_map(const Augmentation& options, std::size_t height, std::size_t width,
                  const Random& random) {
  check_augmentation(options);
  const auto w = static_cast<double>(width);
  const auto h = static_cast<double>(height);
  Affine map;
  if (options.flip && stream(random, Stream::flip).below(2) == 1) map = then(map, flip(width));
  if (options.min_crop < 1) {
    Random numbers = stream(random, Stream::crop);
    const double part_w = w * numbers.uniform(options.min_crop, 1);
    const double part_h = h * numbers.uniform(options.min_crop, 1);
    const double left = numbers.uniform(0, w - part_w);
    const double top = numbers.uniform(0, h - part_h);
    map = then(map, crop({left, top, left + part_w, top + part_h}, height, width));
  }
  if (options.max_scale > 1) {
    const double most = std::log(options.max_scale);
    const double factor = std::exp(stream(random, Stream::scale).uniform(-most, most));
    map = then(map,
               then(shift(-w / 2, -h / 2), then(scale(factor, factor), shift(w / 2, h / 2))));
  }
  if (options.max_turn > 0) {
    const double degrees =
        stream(random, Stream::turn).uniform(-options.max_turn, options.max_turn);
    map = then(map, rotation(degrees, w / 2, h / 2));
  }
  if (options.max_shift > 0) {
    Random numbers = stream(random, Stream::shift);
    const double right = w * numbers.uniform(-options.max_shift, options.max_shift);
    map = then(map, shift(right, h * numbers.uniform(-options.max_shift, options.max_shift)));
  }
  return map;
}

Scene augmented(const Scene& scene, const Augmentation& options, const Random& random) {
  const Image8& image = scene.image;
  Scene moved = warped(scene, random_map(options, image.height, image.width, random),
                       image.height, image.width);
  moved.image = changed_colours(std::move(moved.image), options, random);
  return moved;
}

std::vector<Scene> augmented(std::span<const Scene> scenes, const Augmentation& options,
                             const Random& random) {
  std::vector<Scene> moved(scenes.size());
  parallel_for(scenes.size(), [&](std::size_t i) {
    moved[i] = augmented(scenes[i], options, random.split(i));
  });
  return moved;
}

template <typename T>
Tensor<T> augmented(const Tensor<T>& images, const Augmentation& options,
                    const Random& random) {
  check_augmentation(options);
  Tensor<T> moved(images.shape());
  parallel_for(images.shape().examples, [&](std::size_t n) {
    const Random own = random.split(n);
    const Image8 image = to_image(images, n);
    const Affine map = random_map(options, image.height, image.width, own);
    const Image8 result =
        changed_colours(warped_image(image, map, image.height, image.width), options, own);
    copy_example(result, "augmented", moved, n);
  });
  return moved;
}

template Tensor<float> augmented(const Tensor<float>&, const Augmentation&, const Random&);
template Tensor<double> augmented(const Tensor<double>&, const Augmentation&, const Random&);

}  // namespace dln
