#include <bit>
#include <cstdint>

// The bfloat16 nearest to a number, as a number: the upper 16 of a float's 32 bits, rounded; of
// two that are equally near, the one whose last bit is 0. x is neither infinite nor NaN, and
// not near the largest float.
double rounded(double x) {
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(x));
  // Your code here.
  return std::bit_cast<float>(bits);
}
