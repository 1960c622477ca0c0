#include "dln/data/image.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/tensor.hpp"

namespace dln {

Image8::Image8(std::size_t channels, std::size_t height, std::size_t width, std::uint8_t value)
    : channels(channels),
      height(height),
      width(width),
      pixels(channels * height * width, value) {}

std::span<std::uint8_t> Image8::plane(std::size_t channel) {
  return std::span(pixels).subspan(channel * height * width, height * width);
}

std::span<const std::uint8_t> Image8::plane(std::size_t channel) const {
  return std::span(pixels).subspan(channel * height * width, height * width);
}

std::string to_string(const Image8& image) {
  return fmt::format("{}x{}, {} channel{}", image.width, image.height, image.channels,
                     image.channels == 1 ? "" : "s");
}

Image8 as_colour(const Image8& image) {
  if (image.channels == 3) return image;
  if (image.channels != 1)
    throw Error("as_colour", "an image of 1 or 3 channels", to_string(image));
  Image8 colour(3, image.height, image.width);
  for (std::size_t channel = 0; channel < 3; ++channel)
    std::ranges::copy(image.pixels, colour.plane(channel).begin());
  return colour;
}

template <typename T>
void copy_example(const Image8& image, const std::string& name, Tensor<T>& batch,
                  std::size_t example) {
  const Shape& shape = batch.shape();
  if (image.channels != shape.channels || image.height != shape.height ||
      image.width != shape.width)
    throw Error(name,
                fmt::format("channels x height x width {}x{}x{}, as the batch", shape.channels,
                            shape.height, shape.width),
                fmt::format("{}x{}x{}", image.channels, image.height, image.width));
  std::ranges::transform(image.pixels, batch.data() + example * shape.features(),
                         [](std::uint8_t pixel) { return T(pixel) / T(255); });
}

template <typename T>
Tensor<T> to_tensor(std::span<const Image8> images) {
  if (images.empty()) return {};
  const Image8& first = images.front();
  Tensor<T> batch({images.size(), first.channels, first.height, first.width});
  for (std::size_t n = 0; n < images.size(); ++n)
    copy_example(images[n], fmt::format("image {}", n), batch, n);
  return batch;
}

template <typename T>
Image8 to_image(const Tensor<T>& images, std::size_t example) {
  const Shape& shape = images.shape();
  if (example >= shape.examples)
    throw Error("to_image", fmt::format("an example below {}", shape.examples),
                std::to_string(example));
  Image8 image(shape.channels, shape.height, shape.width);
  const std::span numbers(images.data() + example * shape.features(), shape.features());
  std::ranges::transform(numbers, image.pixels.begin(), [](T number) {
    return number > T(0) ? static_cast<std::uint8_t>(std::min(number, T(1)) * T(255) + T(0.5))
                         : std::uint8_t{0};
  });
  return image;
}

template void copy_example(const Image8&, const std::string&, Tensor<float>&, std::size_t);
template void copy_example(const Image8&, const std::string&, Tensor<double>&, std::size_t);
template Tensor<float> to_tensor(std::span<const Image8>);
template Tensor<double> to_tensor(std::span<const Image8>);
template Image8 to_image(const Tensor<float>&, std::size_t);
template Image8 to_image(const Tensor<double>&, std::size_t);

}  // namespace dln
