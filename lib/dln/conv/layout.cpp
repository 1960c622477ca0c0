#include "dln/conv/layout.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "dln/conv/cache.hpp"
#include "dln/conv/transpose.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

namespace {

/** Elements ahead, along the rows, that are asked for: squares are read along them, and then
 * come the next rows. */
constexpr std::size_t prefetch_distance = 64;

/**
 * Up to lanes x lanes elements of a matrix with rows and columns exchanged: vector j of the
 * result is column j, and zero where there are no more rows. What lies at `next` is asked for
 * meanwhile.
 */
template <bool AllRows, bool AllColumns, typename T>
DLN_INLINE inline auto turn(const T* source, const T* next, std::size_t stride,
                            std::size_t rows, std::size_t columns) {
  unrolled<lanes<T>>(
      [&](auto i) DLN_INLINE { prefetch(next + (AllRows || i < rows ? i : 0) * stride); });
  if constexpr (AllRows && AllColumns) return load_transposed(source, stride);
  std::array<Vector<T>, lanes<T>> square;
  unrolled<lanes<T>>([&](auto i) DLN_INLINE {
    const bool there = AllRows || i < rows;
    square[i] = load_first(source + (there ? i : 0) * stride, there ? columns : 0);
  });
  transpose(square);
  return square;
}

/** One case of transpose_square. Each stands alone: the addresses of all cases together do not
 * fit into the registers.
 */
template <bool AllRows, bool AllColumns, typename T, typename Store>
DLN_ALONE void turn_and_store(const T* source, const T* next, std::size_t stride,
                              std::size_t rows, std::size_t columns, Store& store) {
  const auto square = turn<AllRows, AllColumns>(source, next, stride, rows, columns);
  auto in_registers = store;
  unrolled<lanes<T>>([&](auto j) DLN_INLINE {
    if (AllColumns || j < columns) in_registers(j, square[j]);
  });
  store = in_registers;
}

/**
 * Two squares of a matrix, one below the other: each column is streamed as two lines, one right
 * after the other. Both do not fit into the registers, so the first waits in the first cache.
 */
template <typename T>
DLN_ALONE void stream_two_squares(const T* source, std::size_t stride, T* destination,
                                  std::ptrdiff_t destination_stride) {
  constexpr std::size_t width = lanes<T>;
  alignas(Vector<T>) std::array<T, width * width> waiting;
  const auto square = [&](std::size_t row) DLN_INLINE {
    return turn<true, true>(source + row * stride, source + (row + 2 * width) * stride, stride,
                            width, width);
  };
  const auto first = square(0);
  unrolled<width>([&](auto j) DLN_INLINE { first[j].store(&waiting[j * width]); });
  const auto second = square(width);
  unrolled<width>([&](auto j) DLN_INLINE {
    T* place = destination + std::ptrdiff_t(j) * destination_stride;
    Vector<T>::load(&waiting[j * width]).stream(place);
    second[j].stream(place + width);
  });
}

/** Writes one vector after the other, as they come: the pixels of some rows of a window. */
template <typename T>
struct WriteRows {
  T* place;             ///< of the next vector
  std::size_t column;   ///< of the row where that is
  std::size_t columns;  ///< of a row that are written
  std::size_t gap;      ///< elements from their end to the next row's beginning

  DLN_INLINE void operator()(std::size_t, Vector<T> vector) {
    vector.store(place);
    place += lanes<T>;
    if (++column == columns) column = 0, place += gap;
  }
};

/** Whether the line of the cache at `place` is the first of an aligned pair. */
template <typename T>
bool on_pair_of_lines(const T* place) {
  return reinterpret_cast<std::uintptr_t>(place) % (2 * cache_line<T> * sizeof(T)) == 0;
}

/** How lanes<T> elements of each column of a matrix are written. */
enum class Write {
  all,       ///< plainly
  asking,    ///< plainly, and the place of the next is asked for
  streamed,  ///< past the caches
  some       ///< fewer than lanes<T>
};

/** Writes columns of a matrix so. */
template <typename T, Write How>
struct WriteColumns {
  T* destination;         ///< of column 0
  std::ptrdiff_t stride;  ///< from one column to the next
  std::size_t rows;       ///< elements of a column, where not all are written

  DLN_INLINE void operator()(std::size_t column, Vector<T> vector) const {
    T* place = destination + std::ptrdiff_t(column) * stride;
    if constexpr (How == Write::asking) prefetch_to_write(place + lanes<T>);
    if constexpr (How == Write::all || How == Write::asking)
      vector.store(place);
    else if constexpr (How == Write::streamed)
      vector.stream(place);
    else
      store_first(vector, place, rows);
  }
};

/** Calls store(j, column j), in ascending order, for the first lanes x lanes elements of a
 * matrix, or all it has. */
template <typename T, typename Store>
void transpose_square(const T* source, const T* next, std::size_t stride, std::size_t rows,
                      std::size_t columns, Store&& store) {
  constexpr std::size_t width = lanes<T>;
  if (rows >= width && columns >= width)
    turn_and_store<true, true>(source, next, stride, width, width, store);
  else if (rows >= width && columns == 1)
    store(0, load_strided(source, stride));
  else if (rows >= width)
    turn_and_store<true, false>(source, next, stride, width, columns, store);
  else
    turn_and_store<false, false>(source, next, stride, rows, std::min(width, columns), store);
}

}  // namespace

template <typename T>
void transpose_matrix(const T* source, std::size_t source_stride, std::size_t rows,
                      std::size_t columns, T* destination, std::ptrdiff_t destination_stride,
                      std::size_t padded_rows, bool streamed) {
  constexpr std::size_t width = lanes<T>;
  streamed =
      streamed && vector_is_line && on_lines(destination, std::size_t(destination_stride));
  // A core sees a walk through memory coming, but not in steps as long as these.
  const bool far_apart = std::abs(destination_stride) >= std::ptrdiff_t(4 * cache_line<T>);
  // Lines that are streamed alone, each to another place than the one before, take longer on
  // Intel's servers than the two of an aligned pair together.
  const bool in_pairs = intel_server && streamed && columns % width == 0;
  for (std::size_t i = 0; i < rows; i += width) {
    if (in_pairs && rows - i >= 2 * width && on_pair_of_lines(destination + i)) {
      for (std::size_t j = 0; j < columns; j += width)
        stream_two_squares(source + i * source_stride + j, source_stride,
                           destination + std::ptrdiff_t(j) * destination_stride + i,
                           destination_stride);
      i += width;
      continue;
    }
    for (std::size_t j = 0; j < columns; j += width) {
      const T* from = source + i * source_stride + j;
      // What comes soon lies further on in these rows, or in the next ones.
      const std::size_t ahead = j + prefetch_distance;
      const T* next = ahead < columns
                          ? from + prefetch_distance
                          : source + (i + width) * source_stride + std::min(ahead - columns, j);
      T* to = destination + std::ptrdiff_t(j) * destination_stride + i;
      const auto transpose_by = [&](auto write) {
        transpose_square(from, next, source_stride, rows - i, columns - j, write);
      };
      if (padded_rows - i < width)
        transpose_by(WriteColumns<T, Write::some>{to, destination_stride, padded_rows - i});
      else if (streamed)
        transpose_by(WriteColumns<T, Write::streamed>{to, destination_stride, width});
      else if (far_apart)
        transpose_by(WriteColumns<T, Write::asking>{to, destination_stride, width});
      else
        transpose_by(WriteColumns<T, Write::all>{to, destination_stride, width});
    }
  }
  if (streamed) finish_streams();
}

namespace {

/** Up to lanes x lanes elements of a matrix, with rows and columns exchanged, are added to
 * those of another. */
template <bool Whole, typename T>
DLN_ALONE void add_square(const T* source, std::size_t source_stride, std::size_t rows,
                          std::size_t columns, T* destination, std::size_t destination_stride) {
  auto square =
      turn<Whole, Whole>(source, source + prefetch_distance, source_stride, rows, columns);
  // First read all there is, then write: a read waits for writes to places that look alike.
  unrolled<lanes<T>>([&](auto j) DLN_INLINE {
    const T* place = destination + (Whole || j < columns ? j : 0) * destination_stride;
    square[j] += Whole ? Vector<T>::load(place) : load_first(place, rows);
  });
  unrolled<lanes<T>>([&](auto j) DLN_INLINE {
    T* place = destination + j * destination_stride;
    if constexpr (Whole)
      square[j].store(place);
    else if (j < columns)
      store_first(square[j], place, rows);
  });
}

}  // namespace

template <typename T>
void add_transposed(const T* source, std::size_t source_stride, std::size_t rows,
                    std::size_t columns, T* destination, std::size_t destination_stride) {
  constexpr std::size_t width = lanes<T>;
  for (std::size_t j = 0; j < columns; j += width)
    for (std::size_t i = 0; i < rows; i += width) {
      const std::size_t some_rows = std::min(width, rows - i),
                        some_columns = std::min(width, columns - j);
      const T* from = source + i * source_stride + j;
      T* to = destination + j * destination_stride + i;
      if (some_rows == width && some_columns == width)
        add_square<true>(from, source_stride, width, width, to, destination_stride);
      else
        add_square<false>(from, source_stride, some_rows, some_columns, to, destination_stride);
    }
}

template <typename T>
void pack_pixels(const Planes<T>& image, const Rectangle& window, T* destination) {
  constexpr std::size_t width = lanes<T>;
  // Find the rows and columns of the window that lie inside the image.
  const auto inside = [](std::ptrdiff_t first, std::size_t count, std::size_t size) {
    const auto begin = std::clamp<std::ptrdiff_t>(-first, 0, std::ptrdiff_t(count));
    const auto end =
        std::clamp<std::ptrdiff_t>(std::ptrdiff_t(size) - first, begin, std::ptrdiff_t(count));
    return std::array{std::size_t(begin), std::size_t(end)};
  };
  const auto [top, bottom] = inside(window.top, window.rows, image.height);
  const auto [left, right] = inside(window.left, window.columns, image.width);
  const std::size_t columns = right - left;

  // Set the rest to zero.
  const auto clear = [&](std::size_t begin, std::size_t end) {
    for (std::size_t pixel = begin; pixel < end; ++pixel)
      Vector<T>(T(0)).store(destination + pixel * width);
  };
  clear(0, top * window.columns);
  for (std::size_t row = top; row < bottom; ++row) {
    clear(row * window.columns, row * window.columns + left);
    clear(row * window.columns + right, (row + 1) * window.columns);
  }
  clear(bottom * window.columns, window.rows * window.columns);

  // Rows of the whole width follow each other without a gap in the image: take them as one.
  const std::size_t rows_together = columns == image.width ? bottom - top : 1,
                    plane = image.height * image.width;
  for (std::size_t row = top; row < bottom && columns > 0; row += rows_together) {
    const T* source = image.pixels +
                      (window.top + std::ptrdiff_t(row)) * std::ptrdiff_t(image.width) +
                      window.left + std::ptrdiff_t(left);
    WriteRows<T> write{destination + (row * window.columns + left) * width, 0, columns,
                       (window.columns - columns) * width};
    for (std::size_t pixel = 0; pixel < rows_together * columns; pixel += width)
      transpose_square(source + pixel, source + pixel + prefetch_distance, plane,
                       image.channels, rows_together * columns - pixel, write);
  }
}

template void transpose_matrix(const float*, std::size_t, std::size_t, std::size_t, float*,
                               std::ptrdiff_t, std::size_t, bool);
template void transpose_matrix(const double*, std::size_t, std::size_t, std::size_t, double*,
                               std::ptrdiff_t, std::size_t, bool);
template void add_transposed(const float*, std::size_t, std::size_t, std::size_t, float*,
                             std::size_t);
template void add_transposed(const double*, std::size_t, std::size_t, std::size_t, double*,
                             std::size_t);
template void pack_pixels(const Planes<float>&, const Rectangle&, float*);
template void pack_pixels(const Planes<double>&, const Rectangle&, double*);

}  // namespace dln::conv
