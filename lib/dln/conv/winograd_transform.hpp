/**
 * @file
 * Winograd's transforms on vectors of channels: the matrices of `cook_toom.hpp` applied along
 * both axes of a tile.
 *
 * A row of the matrices belongs to a point. Points come in pairs +a, -a, whose rows differ only
 * in the signs of the odd columns: the even and the odd part of the sum are computed once and
 * added for +a, subtracted for -a. Of a short tile with an odd number of points, the last point
 * but infinity stands alone in A, and B^T has no pairs.
 */
#pragma once

#include <algorithm>
#include <cstddef>

#include "dln/conv/cook_toom.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv {

/** F(m x m, r x r): its sizes, known when compiling. */
template <std::size_t Outputs, std::size_t Taps>
struct FastFilter {
  static constexpr std::size_t outputs = Outputs;          ///< m, of a tile on one side
  static constexpr std::size_t taps = Taps;                ///< r, of the kernel on one side
  static constexpr std::size_t weights = taps * taps;      ///< of the kernel
  static constexpr std::size_t side = Outputs + Taps - 1;  ///< of a window, and of the points
  static constexpr std::size_t points = side * side;       ///< multiplications for a tile
};

using F23 = FastFilter<2, 3>;  ///< four points: 16 multiplications for 4 outputs of a 3 x 3
                               ///< kernel, instead of 36
using F43 = FastFilter<4, 3>;  ///< six points: 36 for 16 outputs, instead of 144
using F63 = FastFilter<6, 3>;  ///< eight points: 64 for 36 outputs, instead of 324
using F72 = FastFilter<7, 2>;  ///< 64 for 49 outputs of a 2 x 2 kernel, instead of 196
using F54 = FastFilter<5, 4>;  ///< 64 for 25 outputs of a 4 x 4 kernel, instead of 400
using F45 = FastFilter<4, 5>;  ///< 64 for 16 outputs of a 5 x 5 kernel, instead of 400

/** Instantiates X(F, T) for each of them. */
#define DLN_FOR_EACH_FILTER(X, T) X(F23, T) X(F43, T) X(F63, T) X(F72, T) X(F54, T) X(F45, T)

/** B^T: window of the input -> values at the points, for a tile with `Some` of the outputs. */
template <typename F, std::size_t Some = F::outputs>
struct InputMatrix {
  static constexpr auto matrix =
      winograd_matrices<F::outputs, F::taps, Some>.bt;  ///< points x points
  static constexpr std::size_t left_out =
      F::outputs - Some;  ///< points of a whole tile that it lacks
};

/** A: outputs <-> points, for a tile with `Some` of the outputs. */
template <typename F, std::size_t Some = F::outputs>
struct OutputMatrix {
  static constexpr auto matrix =
      winograd_matrices<F::outputs, F::taps, Some>.a;  ///< points x outputs
  static constexpr std::size_t left_out =
      F::outputs - Some;  ///< points of a whole tile that it lacks
};

/** G: filter taps <-> points. */
template <typename F>
struct WeightMatrix {
  static constexpr auto matrix = winograd_matrices<F::outputs, F::taps>.g;  ///< points x taps
  static constexpr std::size_t left_out = 0;  ///< points of a whole tile that it lacks
};

/**
 * Where a point of M lies among all points, of which a short tile leaves some out.
 * @param point its number in M
 * @return its number in a whole tile
 */
template <typename M>
constexpr std::size_t place_of_point(std::size_t point) {
  return point + 1 < M::matrix.size() ? point : point + M::left_out;
}

/**
 * sum + coefficient * term, without the operations that a coefficient of zero, one or minus one
 * saves.
 * @param sum what there is
 * @param term what is scaled and added
 * @param coefficient by which, known when compiling
 * @return the sum
 */
template <typename T>
DLN_INLINE inline Vector<T> add_scaled(Vector<T> sum, Vector<T> term, double coefficient) {
  return coefficient == 0    ? sum
         : coefficient == 1  ? sum + term
         : coefficient == -1 ? sum - term
                             : sum + Vector<T>(T(coefficient)) * term;
}

/** Which terms of a row are summed. */
enum class Terms { all, even, odd };

/**
 * Row `point` of M times a vector of vectors; of the odd terms, the sum over the first odd
 * coefficient.
 * @param in the inputs
 * @param stride from one vector to the next
 * @return the sum
 */
template <typename M, Terms terms, std::size_t point, typename T>
DLN_INLINE inline Vector<T> row_sum(const Vector<T>* in, std::size_t stride) {
  static constexpr auto row = M::matrix[point];
  static constexpr auto counts = [](std::size_t j) {
    return row[j] != 0 && (terms == Terms::all || (j % 2 == 1) == (terms == Terms::odd));
  };
  // The sum starts with a term whose coefficient is one, where there is such a term.
  static constexpr std::size_t start = [] {
    std::size_t first = row.size();
    for (std::size_t j = 0; j < row.size(); ++j)
      if (counts(j) && (first == row.size() || (row[first] != 1 && row[j] == 1))) first = j;
    return first;
  }();
  if constexpr (start == row.size()) {
    return Vector<T>(T(0));
  } else {
    constexpr double unit = terms == Terms::odd ? row[start] : 1;
    Vector<T> sum = in[start * stride];
    if constexpr (row[start] != unit) sum = Vector<T>(T(row[start])) * sum;
    unrolled<row.size()>([&](auto j) DLN_INLINE {
      if constexpr (counts(j) && j != start)
        sum = add_scaled(sum, in[j * stride], row[j] / unit);
    });
    return sum;
  }
}

/**
 * The factor that row_sum takes out of the odd terms.
 * @param point its number
 * @return the factor
 */
template <typename M>
constexpr double odd_unit(std::size_t point) {
  const auto& row = M::matrix[point];
  double unit = 0;
  for (std::size_t j = 1; j < row.size(); j += 2)
    if (row[j] != 0 && (unit == 0 || (unit != 1 && row[j] == 1))) unit = row[j];
  return unit;
}

/**
 * Whether the rows of a point and the next one differ only in the signs of the odd columns, as
 * those of +a and -a do.
 * @param point its number
 * @return true if so
 */
template <typename M>
constexpr bool starts_pair(std::size_t point) {
  if (point % 2 == 0 || point + 2 >= M::matrix.size()) return false;
  for (std::size_t j = 0; j < M::matrix[point].size(); ++j)
    if (M::matrix[point + 1][j] != (j % 2 == 0 ? 1 : -1) * M::matrix[point][j]) return false;
  return true;
}

/** out = M in: from coefficients to the values at the points. */
template <typename M>
struct Evaluate {
  static constexpr std::size_t outputs = M::matrix.size();    ///< numbers that come out
  static constexpr std::size_t inputs = M::matrix[0].size();  ///< numbers that go in

  static constexpr bool whole = M::left_out == 0;  ///< whether of a whole tile

  /** Where an input comes from. @param i its number @return its place */
  static constexpr std::size_t input_place(std::size_t i) { return i; }

  /** Where an output goes. @param i its number @return its place */
  static constexpr std::size_t output_place(std::size_t i) { return place_of_point<M>(i); }

  /**
   * Transforms one row or column of vectors.
   * @param in the first input
   * @param stride from one to the next
   * @param out the outputs
   */
  template <typename T>
  DLN_INLINE static void apply(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    unrolled<outputs>([&](auto point) DLN_INLINE {
      if constexpr (starts_pair<M>(point)) {
        const Vector<T> even = row_sum<M, Terms::even, point>(in, stride);
        const Vector<T> odd = row_sum<M, Terms::odd, point>(in, stride);
        out[point] = add_scaled(even, odd, odd_unit<M>(point));
        out[point + 1] = add_scaled(even, odd, -odd_unit<M>(point));
      } else if constexpr (point == 0 || !starts_pair<M>(point - 1)) {
        out[point] = row_sum<M, Terms::all, point>(in, stride);
      }
    });
  }
};

/** out = M^T in: from the values at the points to coefficients. */
template <typename M>
struct Interpolate {
  static constexpr std::size_t outputs = M::matrix[0].size();  ///< numbers that come out
  static constexpr std::size_t inputs = M::matrix.size();      ///< numbers that go in

  static constexpr bool whole = M::left_out == 0;  ///< whether of a whole tile

  /** Where an input comes from. @param i its number @return its place */
  static constexpr std::size_t input_place(std::size_t i) { return place_of_point<M>(i); }

  /** Where an output goes. @param i its number @return its place */
  static constexpr std::size_t output_place(std::size_t i) { return i; }

  /**
   * Transforms one row or column of vectors.
   * @param in the first input
   * @param stride from one to the next
   * @param out the outputs
   */
  template <typename T>
  DLN_INLINE static void apply(const Vector<T>* in, std::size_t stride, Vector<T>* out) {
    constexpr std::size_t pairs = (inputs - 1) / 2, infinity = inputs - 1;
    Vector<T> sum[std::max<std::size_t>(pairs, 1)], difference[std::max<std::size_t>(pairs, 1)];
    unrolled<pairs>([&](auto pair) DLN_INLINE {
      constexpr std::size_t plus = 2 * pair + 1, minus = plus + 1;
      sum[pair] = difference[pair] = in[plus * stride];
      if constexpr (minus < infinity) {
        sum[pair] = in[plus * stride] + in[minus * stride];
        difference[pair] = in[plus * stride] - in[minus * stride];
      }
    });
    unrolled<outputs>([&](auto j) DLN_INLINE {
      constexpr bool at_zero = M::matrix[0][j] != 0, at_infinity = M::matrix[infinity][j] != 0;
      const Vector<T>* parts = j % 2 == 0 ? sum : difference;
      Vector<T> result(T(0));
      if constexpr (pairs > 0 && M::matrix[1][j] == 1)
        result = parts[0];
      else if constexpr (pairs > 0)
        result = Vector<T>(T(M::matrix[1][j])) * parts[0];
      unrolled<std::max<std::size_t>(pairs, 1) - 1>([&](auto pair) DLN_INLINE {
        result = add_scaled(result, parts[pair + 1], M::matrix[2 * pair + 3][j]);
      });
      if constexpr (at_zero) result = add_scaled(result, in[0], M::matrix[0][j]);
      if constexpr (at_infinity)
        result = add_scaled(result, in[infinity * stride], M::matrix[infinity][j]);
      out[j] = result;
    });
  }
};

/** Where the vectors of a tile lie in memory, in elements. */
struct Strides {
  std::ptrdiff_t row;     ///< from one row to the next
  std::ptrdiff_t column;  ///< from one column to the next
};

/**
 * Calls body(i) for i = 0, 1, ... count - 1, unrolled or not.
 * @param body what to call
 */
template <std::size_t count, bool Unrolled, typename Body>
DLN_INLINE inline void repeat(const Body& body) {
  if constexpr (Unrolled)
    unrolled<count>(body);
  else
    for (std::size_t i = 0; i < count; ++i) body(i);
}

/**
 * What is added to outputs that get no bias: zeros would take as long to add as other numbers.
 */
struct Nothing {
  /** The outputs as they are. @param outputs some of them @return they */
  template <typename T>
  DLN_INLINE friend Vector<T> operator+(Vector<T> outputs, Nothing) {
    return outputs;
  }
};

/**
 * Applies a transform along each axis of a tile: Down tile Along^T, plus `offset` everywhere.
 * The results are streamed past the caches if so asked. Only whole tiles are unrolled along
 * both axes: short ones are few, and of many shapes, which would be much to compile.
 * @param source Down::inputs x Along::inputs vectors
 * @param from strides of the source
 * @param destination Down::outputs x Along::outputs vectors
 * @param to strides of the destination
 * @param offset added to every output
 */
template <typename Down, typename Along, bool Streamed = false, typename T,
          typename Offset = Nothing>
void transform_tile(const T* source, Strides from, T* destination, Strides to,
                    Offset offset = {}) {
  constexpr bool whole = Down::whole && Along::whole;
  Vector<T> half[Along::inputs][Down::outputs];  // half[j][i]: column j transformed
  repeat<Along::inputs, whole>([&](std::size_t j) DLN_INLINE {
    Vector<T> column[Down::inputs];
    unrolled<Down::inputs>([&](std::size_t i) DLN_INLINE {
      column[i] = Vector<T>::load(source + std::ptrdiff_t(Down::input_place(i)) * from.row +
                                  std::ptrdiff_t(Along::input_place(j)) * from.column);
    });
    Down::apply(column, 1, half[j]);
  });
  repeat<Down::outputs, whole>([&](std::size_t i) DLN_INLINE {
    Vector<T> row[Along::outputs];
    Along::apply(&half[0][i], Down::outputs, row);
    unrolled<Along::outputs>([&](std::size_t j) DLN_INLINE {
      T* place = destination + std::ptrdiff_t(Down::output_place(i)) * to.row +
                 std::ptrdiff_t(Along::output_place(j)) * to.column;
      if constexpr (Streamed)
        (row[j] + offset).stream(place);
      else
        (row[j] + offset).store(place);
    });
  });
}

}  // namespace dln::conv
