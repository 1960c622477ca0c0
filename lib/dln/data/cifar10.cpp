#include "dln/data/cifar10.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"

namespace dln {

template <typename T>
Dataset<T> read_cifar10(const std::vector<std::filesystem::path>& paths) {
  constexpr std::size_t pixels = std::size_t{3} * 32 * 32;
  constexpr std::size_t record = 1 + pixels;
  std::vector<std::uint8_t> bytes;
  for (const auto& path : paths) {
    const auto file = read_file(path);
    if (file.size() % record != 0)
      throw Error(path.string(),
                  fmt::format("a whole number of {}-byte CIFAR-10 records", record),
                  fmt::format("{} bytes: {} records and {} bytes of another", file.size(),
                              file.size() / record, file.size() % record));
    for (std::size_t first = 0; first < file.size(); first += record)
      if (file[first] > 9)
        throw Error(fmt::format("{}: label of record {}", path.string(), first / record),
                    "0 ... 9", std::to_string(file[first]));
    bytes.insert(bytes.end(), file.begin(), file.end());
  }
  const std::size_t count = bytes.size() / record;
  Dataset<T> data{"CIFAR-10",
                  Tensor<T>({count, 3, 32, 32}),
                  arma::uvec(count),
                  {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse",
                   "ship", "truck"}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* first = bytes.data() + i * record;
    data.labels[i] = *first;
    std::transform(first + 1, first + record, data.images.data() + i * pixels,
                   [](std::uint8_t byte) { return static_cast<T>(byte) / T(255); });
  }
  return data;
}

template Dataset<float> read_cifar10(const std::vector<std::filesystem::path>&);
template Dataset<double> read_cifar10(const std::vector<std::filesystem::path>&);

}  // namespace dln
