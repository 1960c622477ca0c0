/**
 * @file
 * The taps of a kernel, brought side by side for a vector of filters.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "dln/conv/layout.hpp"
#include "dln/conv/transpose.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv {

/**
 * Brings the taps of filters side by side: lanes<T> filters a tap.
 * @param source the first filter
 * @param stride elements from one filter to the next
 * @param filters how many, up to lanes<T>
 * @param taps Taps vectors
 */
template <std::size_t Taps, typename T>
void gather_taps(const T* source, std::size_t stride, std::size_t filters, T* taps) {
  // Eight taps of sixteen filters are two squares, which fill vectors side by side.
  constexpr std::size_t width = lanes<T>, side = std::min(width, std::size_t{8}),
                        squares = Taps / side;
  if (filters < width)
    return transpose_matrix(source, stride, filters, Taps, taps, width, width);
  unrolled<squares>([&](auto i) DLN_INLINE {
    std::array<Vector<T>, side> square;
    unrolled<side>([&](auto f) DLN_INLINE {
      const T* row = source + f * stride + i * side;
      if constexpr (side == width)
        square[f] = Vector<T>::load(row);
      else
        square[f] = load_halves(row, row + side * stride);
    });
    transpose(square);
    unrolled<side>([&](auto tap)
                       DLN_INLINE { square[tap].store(taps + (i * side + tap) * width); });
  });
  for (std::size_t tap = squares * side; tap < Taps; ++tap)
    load_strided(source + tap, stride).store(taps + tap * width);
}

/**
 * Brings taps side by side, as gather_taps does; filters that lie one behind the other, as on
 * the way back, come as they are, and are sorted here. Inlined with the rest of gather_taps,
 * that was a tenth slower.
 * @param source,stride,filters,taps as there
 */
template <std::size_t Taps, typename T>
DLN_INLINE inline void bring_taps(const T* source, std::size_t stride, std::size_t filters,
                                  T* taps) {
  if constexpr (Taps % 2 == 1)
    if (stride == Taps && filters == lanes<T>) {
      const auto parts = load_parts<Taps>(source);
      unrolled<Taps>([&](auto tap) DLN_INLINE { parts[tap].store(taps + tap * lanes<T>); });
      return;
    }
  gather_taps<Taps>(source, stride, filters, taps);
}

}  // namespace dln::conv
