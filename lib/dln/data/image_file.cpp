#include "dln/data/image_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/data/jpeg.hpp"
#include "dln/data/png.hpp"

namespace dln {

Image8 read_image(const std::filesystem::path& path) {
  std::string end = path.extension().string();
  std::ranges::transform(end, end.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  if (end == ".png") return read_png(path);
  if (end == ".jpg" || end == ".jpeg") return read_jpeg(path);
  throw Error(path.string(), "an image file (.png, .jpg or .jpeg)",
              "a name that ends in '" + end + "'");
}

void check_image_size(const std::string& name, std::size_t width, std::size_t height,
                      std::size_t possible) {
  const auto size = fmt::format("{} x {}", width, height);
  if (width == 0 || height == 0) throw Error(name + ": width x height", "sizes above 0", size);
  // A product of two 32-bit sizes does not wrap.
  if (width > UINT32_MAX || height > UINT32_MAX || width * height > max_image_pixels)
    throw Error(name + ": width x height", fmt::format("at most {} pixels", max_image_pixels),
                size);
  if (width * height > possible)
    throw Error(name + ": width x height",
                fmt::format("at most the {} pixels its bytes can hold", possible), size);
}

}  // namespace dln
