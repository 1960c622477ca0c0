/**
 * @file
 * Which outputs of a convolution see a pixel, and which see padding, on one axis.
 */
#pragma once

#include <algorithm>
#include <cstddef>

#include "dln/conv/workspace.hpp"

namespace dln::conv {

/** Indices [begin, end). */
struct Range {
  std::size_t begin;  ///< the first
  std::size_t end;    ///< behind the last
};

/**
 * floor(a / b), where C++ rounds towards zero.
 * @param a of any sign
 * @param b at least 1
 * @return the quotient
 */
constexpr std::ptrdiff_t floor_divide(std::ptrdiff_t a, std::size_t b) {
  const auto divisor = std::ptrdiff_t(b);
  return a >= 0 ? a / divisor : -((divisor - 1 - a) / divisor);
}

/**
 * The outputs p below `outputs` that look at a pixel through one tap of the kernel: 0 <= p
 * stride + tap < inputs.
 * @param outputs how many there are
 * @param stride inputs from one output to the next
 * @param tap where output 0 looks; negative in the padding
 * @param inputs how many there are
 * @return the range, perhaps empty
 */
constexpr Range seeing_outputs(std::size_t outputs, std::size_t stride, std::ptrdiff_t tap,
                               std::size_t inputs) {
  const std::size_t begin = tap < 0 ? ceil_divide(std::size_t(-tap), stride) : 0;
  const std::ptrdiff_t reach = std::ptrdiff_t(inputs) - tap;  // inputs from there to the end
  const std::size_t end =
      reach > 0 ? std::min(outputs, ceil_divide(std::size_t(reach), stride)) : 0;
  return {std::min(begin, end), end};
}

}  // namespace dln::conv
