#include <bit>
#include <cstdint>

double rounded(double x) {
  auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(x));
  const std::uint32_t last = (bits >> 16U) & 1U;
  bits += 0x7fffU + last;
  return std::bit_cast<float>(bits & 0xffff0000U);
}
