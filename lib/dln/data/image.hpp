/**
 * @file
 * Images of 8-bit numbers, as files and generators give them, and their way into tensors and
 * back.
 */
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace dln {

template <typename T>
class Tensor;

/**
 * An image of 8-bit numbers: grey (1 channel), colour (3: red, green, blue), or a map of
 * classes (1).
 *
 * The memory is C x H x W with W fastest, as in one example of a tensor, and an element is
 * called as there: `image(x, y, channel)`, the upper left pixel first.
 */
struct Image8 {
  std::size_t channels = 0;          ///< C
  std::size_t height = 0;            ///< H, in pixels
  std::size_t width = 0;             ///< W, in pixels
  std::vector<std::uint8_t> pixels;  ///< C * H * W numbers

  Image8() = default;
  /** An image of one value everywhere. */
  Image8(std::size_t channels, std::size_t height, std::size_t width, std::uint8_t value = 0);

  /** Whether there is no pixel, which stands for an image that is not known. */
  [[nodiscard]] bool empty() const { return pixels.empty(); }
  /** One number. */
  std::uint8_t& operator()(std::size_t x, std::size_t y, std::size_t channel = 0) {
    return pixels[(channel * height + y) * width + x];
  }
  /** One number. */
  std::uint8_t operator()(std::size_t x, std::size_t y, std::size_t channel = 0) const {
    return pixels[(channel * height + y) * width + x];
  }
  /** The H * W numbers of one channel. */
  [[nodiscard]] std::span<std::uint8_t> plane(std::size_t channel);
  /** The H * W numbers of one channel. */
  [[nodiscard]] std::span<const std::uint8_t> plane(std::size_t channel) const;
  /** Whether sizes and numbers agree. */
  bool operator==(const Image8&) const = default;
};

/** The byte nearest to a number: below 0 it is 0, above 255 it is 255. */
inline std::uint8_t to_byte(int value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

/** The sizes as text, width first as files and people say them: `640x480, 3 channels`. */
std::string to_string(const Image8& image);

/** The image in colour: a grey one gets three equal channels. @throws Error unless it has 1 or
 * 3 */
Image8 as_colour(const Image8& image);

/**
 * Puts an image into a batch: pixels divided by 255, so in 0 ... 1.
 * @param name what errors call the image
 * @throws Error if it has not the size of the batch's examples
 */
template <typename T>
void copy_example(const Image8& image, const std::string& name, Tensor<T>& batch,
                  std::size_t example);

/**
 * A batch of images, N x C x H x W, in 0 ... 1.
 * @throws Error if the images differ in size, naming the first that does
 */
template <typename T>
Tensor<T> to_tensor(std::span<const Image8> images);

/** One example of a batch as an image: each number times 255, rounded, and cut to 0 ... 255
 * (NaN becomes 0). */
template <typename T>
Image8 to_image(const Tensor<T>& images, std::size_t example);

}  // namespace dln
