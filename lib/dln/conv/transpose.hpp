/**
 * @file
 * Squares of numbers in registers, whose rows and columns change places.
 */
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "dln/conv/vector.hpp"

namespace dln::conv {

/**
 * Shuffles two vectors like the halves of a pack of cards: a piece of a, a piece of b, the next
 * of a, ... Stretch by stretch, the first half of the result is left in a, the second in b.
 * @param a the one half
 * @param b the other half
 */
template <std::size_t Piece, std::size_t Stretch, typename T>
DLN_INLINE inline void interleave([[maybe_unused]] Vector<T>& a,
                                  [[maybe_unused]] Vector<T>& b) {
#if !defined(DLN_PORTABLE)
  constexpr std::size_t width = lanes<T>;
  // Where lane i of the result comes from: a has the numbers below `width`, b those above.
  static constexpr auto source = [](std::size_t i, std::size_t half) {
    const std::size_t piece = i % Stretch / Piece;
    return piece % 2 * width + i / Stretch * Stretch + half * Stretch / 2 + piece / 2 * Piece +
           i % Piece;
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
    const auto low = __builtin_shufflevector(a.value, b.value, source(I, 0)...);
    const auto high = __builtin_shufflevector(a.value, b.value, source(I, 1)...);
    a.value = low;
    b.value = high;
  }
  (std::make_index_sequence<width>{});
#endif
}

/**
 * Transposes blocks of a square: `Items` rows, `Apart` from each other, exchange pieces within
 * every stretch. A round interleaves the first half of the rows with the second; after
 * log2(Items) rounds every piece has come home.
 * @param rows the square
 */
template <std::size_t Items, std::size_t Apart, std::size_t Piece, std::size_t Stretch,
          typename T, std::size_t Rows>
DLN_INLINE inline void exchange(std::array<Vector<T>, Rows>& rows) {
  // [Interleave the halves until every piece has come home]
  unrolled<std::countr_zero(Items)>([&](auto) DLN_INLINE {
    const auto before = rows;
    unrolled<Rows / 2>([&](auto i) DLN_INLINE {
      constexpr std::size_t item = i % (Items / 2), group = i / (Items / 2);
      constexpr std::size_t first = Apart == 1 ? group * Items : group;
      auto &a = rows[first + 2 * item * Apart], &b = rows[first + (2 * item + 1) * Apart];
      a = before[first + item * Apart];
      b = before[first + (item + Items / 2) * Apart];
      interleave<Piece, Stretch>(a, b);
    });
  });
  // [Interleave the halves until every piece has come home]
}

/**
 * Transposes a square of vectors: lane j of vector i becomes lane i of vector j. With fewer
 * vectors than lanes they are squares side by side, each of which is transposed. First the
 * elements move within short stretches, and then whole stretches do.
 * @param rows the square, or squares
 */
template <typename T, std::size_t Side>
DLN_INLINE inline void transpose(std::array<Vector<T>, Side>& rows) {
  constexpr std::size_t stretch = std::min(Side, short_stretch<T>);
  if constexpr (stretch > 1) exchange<stretch, 1, 1, stretch>(rows);
  if constexpr (Side > stretch) exchange<Side / stretch, stretch, stretch, Side>(rows);
}

/**
 * A square from memory, transposed: vector j is column j. Its stretches come home while they
 * are loaded.
 * @param source lanes x lanes elements
 * @param stride from one row to the next
 * @return the columns
 */
template <typename T>
DLN_INLINE inline std::array<Vector<T>, lanes<T>> load_transposed(const T* source,
                                                                  std::size_t stride) {
  constexpr std::size_t stretch = short_stretch<T>;
  std::array<Vector<T>, lanes<T>> square;
  // [Load stretches to where they belong, then move elements within them]
  unrolled<lanes<T>>([&](auto i) DLN_INLINE {
    constexpr std::size_t row = i % stretch, column = i / stretch * stretch;
    square[i] = load_stretches(source + row * stride + column, stretch * stride);
  });
  if constexpr (stretch > 1) exchange<stretch, 1, 1, stretch>(square);
  // [Load stretches to where they belong, then move elements within them]
  return square;
}

/**
 * Things of `Parts` elements each, one behind the other, taken apart: lane i of vector j is
 * part j of thing i. Parts is odd, so the parts of one name lie in different lanes of the
 * vectors that memory holds. These are rotated, each lane by a number of its own, until a
 * vector has all of a name; then its lanes are sorted. Source: Catanzaro, Keller and Garland, A
 * Decomposition for In-place Matrix Transposition (2014).
 * @param source lanes x Parts elements
 * @return a vector for each part
 */
template <std::size_t Parts, typename T>
DLN_INLINE inline std::array<Vector<T>, Parts> load_parts(const T* source) {
  static_assert(Parts % 2 == 1);
  constexpr std::size_t width = lanes<T>;
  // Element width v + i, in lane i of vector v, is part j of a thing if its number leaves j
  // when divided by Parts. With the vectors in this order, that is vector j - i, counted round
  // and round.
  constexpr std::size_t inverse = [] {
    std::size_t i = 0;
    while (width * i % Parts != 1 % Parts) ++i;
    return i;
  }();
  std::array<Vector<T>, Parts> parts;
  unrolled<Parts>([&](auto v) DLN_INLINE {
    parts[v] = Vector<T>::load(source + inverse * v % Parts * width);
  });
#if !defined(DLN_PORTABLE)
  constexpr std::size_t digits = std::bit_width(std::min(Parts, width) - 1);
  // [Rotate every lane by its number, digit by digit]
  unrolled<digits>([&](auto digit) DLN_INLINE {
    constexpr std::size_t far = (std::size_t{1} << digit) % Parts;
    const auto before = parts;
    unrolled<Parts>([&](auto j) DLN_INLINE {
      const Vector<T> stay = before[j];
      const Vector<T> come = before[(j + Parts - far) % Parts];
      [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
        parts[j].value = __builtin_shufflevector(stay.value, come.value,
                                                 (I % Parts >> digit & 1 ? width + I : I)...);
      }
      (std::make_index_sequence<width>{});
    });
  });
  // [Rotate every lane by its number, digit by digit]
  unrolled<Parts>([&](auto j) DLN_INLINE {
    const Vector<T> mixed = parts[j];
    [&]<std::size_t... I>(std::index_sequence<I...>) DLN_INLINE {
      parts[j].value =
          __builtin_shufflevector(mixed.value, mixed.value, ((Parts * I + j) % width)...);
    }
    (std::make_index_sequence<width>{});
  });
#endif
  return parts;
}

}  // namespace dln::conv
