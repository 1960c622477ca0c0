#include "dln/vision/run_lengths.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

std::size_t RunLengths::area() const {
  std::size_t sum = 0;
  for (std::size_t i = 1; i < runs.size(); i += 2) sum += runs[i];
  return sum;
}

RunLengths encoded(const Image8& mask) {
  if (mask.channels != 1) throw Error("mask", "1 channel", to_string(mask));
  RunLengths result{mask.height, mask.width, {}};
  bool in = false;
  std::uint32_t length = 0;
  for (const std::uint8_t pixel : mask.pixels) {
    if ((pixel != 0) != in) {
      result.runs.push_back(length);
      in = !in;
      length = 0;
    }
    ++length;
  }
  result.runs.push_back(length);
  return result;
}

Image8 decoded(const RunLengths& mask) {
  Image8 result(1, mask.height, mask.width);
  std::size_t place = 0;
  for (std::size_t i = 0; i < mask.runs.size(); ++i) {
    if (mask.runs[i] > result.pixels.size() - place)
      throw Error("run lengths", fmt::format("{} pixels", result.pixels.size()), "more");
    if (i % 2 == 1)
      std::fill_n(result.pixels.begin() + static_cast<std::ptrdiff_t>(place), mask.runs[i],
                  std::uint8_t{1});
    place += mask.runs[i];
  }
  if (place != result.pixels.size())
    throw Error("run lengths", fmt::format("{} pixels", result.pixels.size()),
                std::to_string(place));
  return result;
}

std::size_t intersection(const RunLengths& a, const RunLengths& b) {
  if (a.height != b.height || a.width != b.width)
    throw Error("masks", fmt::format("{}x{}", a.width, a.height),
                fmt::format("{}x{}", b.width, b.height));
  // [Walk along both, from one end of a run to the next]
  std::size_t both = 0, i = 0, j = 0, left_a = 0, left_b = 0;
  if (!a.runs.empty()) left_a = a.runs[0];
  if (!b.runs.empty()) left_b = b.runs[0];
  while (i < a.runs.size() && j < b.runs.size()) {
    const std::size_t step = std::min(left_a, left_b);
    if (i % 2 == 1 && j % 2 == 1) both += step;
    left_a -= step;
    left_b -= step;
    if (left_a == 0 && ++i < a.runs.size()) left_a = a.runs[i];
    if (left_b == 0 && ++j < b.runs.size()) left_b = b.runs[j];
  }
  // [Walk along both, from one end of a run to the next]
  return both;
}

double mask_iou(const RunLengths& a, const RunLengths& b) {
  const std::size_t both = intersection(a, b), either = a.area() + b.area() - both;
  return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0;
}

}  // namespace dln
