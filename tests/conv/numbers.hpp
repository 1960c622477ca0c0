/**
 * @file
 * Numbers whose sums are exact, for the tests of the kernels.
 */
#pragma once

#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

#include "dln/core/random.hpp"

namespace dln::test {

/** What the kernels are compiled for. */
using Numbers = std::tuple<float, double>;

/** What nobody has written yet, and nobody may use. */
template <typename T>
inline constexpr T unwritten = std::numeric_limits<T>::quiet_NaN();

/** From -4 to 4. */
template <typename T>
std::vector<T> whole_numbers(std::size_t count, std::uint64_t seed) {
  dln::Random random(seed);
  std::vector<T> values(count);
  for (T& value : values) value = T(random.below(9)) - 4;
  return values;
}

}  // namespace dln::test
