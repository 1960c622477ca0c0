/**
 * @file
 * Numbers of 16 bits: IEEE 754's binary16 (float16) and the upper half of a float (bfloat16).
 *
 * | | sign | exponent | fraction | largest | smallest above 0 |
 * | --- | --- | --- | --- | --- | --- |
 * | float16 | 1 bit | 5 bits | 10 bits | 65504 | 2⁻²⁴ |
 * | bfloat16 | 1 bit | 8 bits | 7 bits | 3.39 · 10³⁸ | 2⁻¹³³ |
 *
 * They are for files. The library computes in float and double.
 */
#pragma once

#include <cstddef>
#include <cstdint>

namespace dln {

/**
 * The nearest float16; of two that are equally near, the one with an even last bit.
 *
 * From 65520 on, half a step past the largest, it is infinity. A NaN stays one and keeps the
 * upper bits of its fraction.
 */
std::uint16_t to_float16(float x);

/** The same number as a float, exactly. */
float from_float16(std::uint16_t bits);

/** The nearest bfloat16, with the same rules: a tie goes to the even one, past the largest lies
 * infinity, a NaN stays one. */
std::uint16_t to_bfloat16(float x);

/** The same number as a float, exactly. */
float from_bfloat16(std::uint16_t bits);

/** Many numbers at once, several in one instruction where the machine can. */
void to_float16(const float* from, std::uint16_t* to, std::size_t count);
/** Many numbers at once, several in one instruction where the machine can. */
void from_float16(const std::uint16_t* from, float* to, std::size_t count);
/** Many numbers at once, several in one instruction where the machine can. */
void to_bfloat16(const float* from, std::uint16_t* to, std::size_t count);
/** Many numbers at once, several in one instruction where the machine can. */
void from_bfloat16(const std::uint16_t* from, float* to, std::size_t count);

}  // namespace dln
