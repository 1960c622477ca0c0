#include "dln/data/idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"

namespace dln {
namespace {

std::uint32_t big_endian(std::span<const std::uint8_t> bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | bytes[3];
}

/** The sizes an IDX header tells, and the bytes behind it. */
struct Idx {
  std::vector<std::uint32_t> sizes;
  std::vector<std::uint8_t> bytes;
  std::size_t header;
};

constexpr std::size_t max_content = std::size_t{1}
                                    << 29U;  // bytes: eleven times MNIST's images

Idx read_idx(const std::filesystem::path& path, std::uint32_t magic, const char* kind) {
  const std::size_t dimensions = magic & 0xffU;
  Idx idx{{}, {}, 4 + 4 * dimensions};
  const std::vector<std::uint8_t> start = read_file_start(path, idx.header);
  const std::string name = path.string();
  if (start.size() < idx.header)
    throw Error(name, fmt::format("an IDX header of {} bytes", idx.header),
                fmt::format("{} bytes", start.size()));
  const std::uint32_t found = big_endian(start);
  if (found != magic)
    throw Error(name + ": magic number", fmt::format("{:08x} (IDX {})", magic, kind),
                fmt::format("{:08x}", found));

  // [Believe a header only after measuring the file]
  std::size_t product = 1;
  std::string sizes;
  for (std::size_t d = 0; d < dimensions; ++d) {
    idx.sizes.push_back(big_endian(std::span(start).subspan(4 + 4 * d)));
    if (idx.sizes.back() == 0)
      throw Error(name + ": header", "sizes above 0", fmt::format("size {} is 0", d));
    sizes += (d == 0 ? "" : " x ") + std::to_string(idx.sizes.back());
    product = product > max_content
                  ? product
                  : product * idx.sizes.back();  // cannot wrap: stops once too large
  }
  const std::size_t possible = max_file_content(path);
  if (product > possible)
    throw Error(name + ": content", sizes + " bytes as its header says",
                fmt::format("at most {} bytes", possible));
  if (product > max_content)
    throw Error(name + ": header", fmt::format("at most {} bytes", max_content), sizes);
  // [Believe a header only after measuring the file]

  idx.bytes =
      read_file_start(path, idx.header + product + 1);  // one more, to notice what follows
  const std::size_t content = idx.bytes.size() - idx.header;
  if (product != content)
    throw Error(name + ": content", sizes + " bytes as its header says",
                fmt::format("{} bytes{}", content, content > product ? " or more" : ""));
  return idx;
}

}  // namespace

template <typename T>
Tensor<T> read_idx_images(const std::filesystem::path& path) {
  const Idx idx = read_idx(path, 0x00000803, "images");
  Tensor<T> images({idx.sizes[0], 1, idx.sizes[1], idx.sizes[2]});
  std::transform(idx.bytes.begin() + static_cast<std::ptrdiff_t>(idx.header), idx.bytes.end(),
                 images.data(),
                 [](std::uint8_t byte) { return static_cast<T>(byte) / T(255); });
  return images;
}

arma::uvec read_idx_labels(const std::filesystem::path& path) {
  const Idx idx = read_idx(path, 0x00000801, "labels");
  arma::uvec labels(idx.sizes[0]);
  std::copy(idx.bytes.begin() + static_cast<std::ptrdiff_t>(idx.header), idx.bytes.end(),
            labels.begin());
  return labels;
}

template Tensor<float> read_idx_images(const std::filesystem::path&);
template Tensor<double> read_idx_images(const std::filesystem::path&);

}  // namespace dln
