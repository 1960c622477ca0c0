#include "dln/core/half.hpp"

#include <algorithm>
#include <bit>

namespace dln {
namespace {

// A float has 1 bit of sign, 8 of exponent (less 127) and 23 of fraction; a float16 has 1, 5
// (less 15) and 10. No function below branches, so that a loop over many numbers takes several
// at a time.
constexpr std::uint32_t infinite_float = 0x7f800000;
constexpr std::uint32_t infinite_float16 = 0x7c00;
constexpr std::uint32_t two_to_the_16 = 0x47800000;  // as a float
constexpr std::uint32_t two_to_the_minus_14 =
    0x38800000;  // as a float: where float16's subnormal numbers end

inline std::uint16_t round_to_float16(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t sign = (bits >> 16U) & 0x8000U;
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  // A power of two that is 2^13 times as large has steps as wide as a float16's: adding it
  // rounds. Below 2^-14 the steps stay the same; from 2^16 on there is nothing to round.
  const auto power = std::bit_cast<float>(
      std::clamp(magnitude & infinite_float, two_to_the_minus_14, two_to_the_16) +
      (13U << 23U));
  const float rounded = (std::bit_cast<float>(magnitude) + power) - power;
  // Divided by 2^(127 - 15), it has a float16's exponent and fraction, also where that one is
  // subnormal.
  const std::uint32_t number =
      std::min(std::bit_cast<std::uint32_t>(rounded * 0x1p-112F) >> 13U, infinite_float16);
  // What lies above infinity is a NaN's: its upper bits, or a last one where only lower bits
  // are set.
  const std::uint32_t payload = std::max(magnitude, infinite_float) - infinite_float;
  const std::uint32_t not_a_number = std::max(payload >> 13U, std::min(payload, 1U));
  return static_cast<std::uint16_t>(sign | number | not_a_number);
}

inline float widen_float16(std::uint16_t number) {
  const std::uint32_t sign = (number & 0x8000U) << 16U;
  const std::uint32_t magnitude = number & 0x7fffU;
  // Read as a float, exponent and fraction in place, it is too small by 2^(127 - 15), also
  // where it is subnormal.
  const float value = std::bit_cast<float>(magnitude << 13U) * 0x1p112F;
  const std::uint32_t special =
      magnitude >= infinite_float16 ? infinite_float : 0;  // infinity or NaN: all ones
  return std::bit_cast<float>(sign | special | std::bit_cast<std::uint32_t>(value));
}

inline std::uint16_t round_to_bfloat16(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t upper = bits >> 16U;
  // Half a step, or just less where the even neighbour lies below, carries into the upper bits.
  const std::uint32_t number = (bits + 0x7fffU + (upper & 1U)) >> 16U;
  const std::uint32_t not_a_number = upper | ((upper & 0x7fU) == 0 ? 1U : 0U);
  return static_cast<std::uint16_t>((bits & 0x7fffffffU) > infinite_float ? not_a_number
                                                                          : number);
}

inline float widen_bfloat16(std::uint16_t number) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(number) << 16U);
}

}  // namespace

std::uint16_t to_float16(float x) { return round_to_float16(x); }
float from_float16(std::uint16_t bits) { return widen_float16(bits); }
std::uint16_t to_bfloat16(float x) { return round_to_bfloat16(x); }
float from_bfloat16(std::uint16_t bits) { return widen_bfloat16(bits); }

void to_float16(const float* from, std::uint16_t* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = round_to_float16(from[i]);
}
void from_float16(const std::uint16_t* from, float* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = widen_float16(from[i]);
}
void to_bfloat16(const float* from, std::uint16_t* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = round_to_bfloat16(from[i]);
}
void from_bfloat16(const std::uint16_t* from, float* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = widen_bfloat16(from[i]);
}

}  // namespace dln
