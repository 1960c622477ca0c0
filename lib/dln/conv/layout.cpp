#include "dln/conv/layout.hpp"

#include <algorithm>

#include "dln/conv/vector.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

namespace {

/** Elements ahead, in each row, that are fetched into the cache: squares are read along the rows. */
constexpr std::size_t prefetch_distance = 64;

/** A full square of lanes x lanes elements. */
template <typename T>
void transpose_square(const T* source, std::size_t source_stride, T* destination, std::ptrdiff_t destination_stride) {
  constexpr std::size_t width = lanes<T>;
  std::array<Vector<T>, width> square;
  unrolled<width>([&](auto i) DLN_INLINE {
    const T* row = source + i * source_stride;
    square[i] = Vector<T>::load(row);
    prefetch(row + prefetch_distance);
  });
  transpose(square);
  unrolled<width>([&](auto j) DLN_INLINE { square[j].store(destination + std::ptrdiff_t(j) * destination_stride); });
}

/** All rows of a square, and some of its columns. */
template <typename T>
void transpose_columns(const T* source, std::size_t source_stride, std::size_t columns, T* destination,
                       std::ptrdiff_t destination_stride) {
  constexpr std::size_t width = lanes<T>;
  std::array<Vector<T>, width> square;
  unrolled<width>([&](auto i) DLN_INLINE { square[i] = load_first(source + i * source_stride, columns); });
  transpose(square);
  unrolled<width>([&](auto j) DLN_INLINE {
    if (j < columns) square[j].store(destination + std::ptrdiff_t(j) * destination_stride);
  });
}

/** What there is of a square at the edge of a matrix: parts of rows and columns, and rows of zeros. */
template <typename T>
void transpose_edge(const T* source, std::size_t source_stride, std::size_t rows, std::size_t columns, T* destination,
                    std::ptrdiff_t destination_stride, std::size_t padded_rows) {
  constexpr std::size_t width = lanes<T>;
  std::array<Vector<T>, width> square;
  unrolled<width>([&](auto i) DLN_INLINE {
    const T* row = source + (i < rows ? i : 0) * source_stride;
    square[i] = load_first(row, i < rows ? columns : 0);
    prefetch(row + prefetch_distance);
  });
  transpose(square);
  unrolled<width>([&](auto j) DLN_INLINE {
    store_first(square[j], destination + std::ptrdiff_t(j < columns ? j : 0) * destination_stride,
                j < columns ? padded_rows : 0);
  });
}

}  // namespace

template <typename T>
void transpose_matrix(const T* source, std::size_t source_stride, std::size_t rows, std::size_t columns, T* destination,
                      std::ptrdiff_t destination_stride, std::size_t padded_rows) {
  constexpr std::size_t width = lanes<T>;
  for (std::size_t i = 0; i < rows; i += width)
    for (std::size_t j = 0; j < columns; j += width) {
      const T* from = source + i * source_stride + j;
      T* to = destination + std::ptrdiff_t(j) * destination_stride + i;
      if (rows - i >= width && columns - j >= width)
        transpose_square(from, source_stride, to, destination_stride);
      else if (rows - i >= width && columns - j == 1)
        load_strided(from, source_stride).store(to);
      else if (rows - i >= width)
        transpose_columns(from, source_stride, columns - j, to, destination_stride);
      else
        transpose_edge(from, source_stride, std::min(width, rows - i), std::min(width, columns - j), to,
                       destination_stride, std::min(width, padded_rows - i));
    }
}

template <typename T>
void add_transposed(const T* source, std::size_t source_stride, std::size_t rows, std::size_t columns, T* destination,
                    std::size_t destination_stride) {
  constexpr std::size_t width = lanes<T>;
  for (std::size_t j = 0; j < columns; j += width)
    for (std::size_t i = 0; i < rows; i += width) {
      const std::size_t some_rows = std::min(width, rows - i), some_columns = std::min(width, columns - j);
      std::array<Vector<T>, width> square;
      unrolled<width>([&](auto k) DLN_INLINE {
        const T* row = source + (i + (k < some_rows ? k : 0)) * source_stride + j;
        square[k] = some_columns == width ? Vector<T>::load(row) : load_first(row, some_columns);
      });
      transpose(square);
      // First read all there is, then write: a read waits for writes to places that look alike.
      T* place = destination + j * destination_stride + i;
      unrolled<width>([&](auto k) DLN_INLINE {
        const T* row = place + (k < some_columns ? k : 0) * destination_stride;
        square[k] = square[k] + (some_rows == width ? Vector<T>::load(row) : load_first(row, some_rows));
      });
      unrolled<width>([&](auto k) DLN_INLINE {
        if (k >= some_columns) return;
        if (some_rows == width)
          square[k].store(place + k * destination_stride);
        else
          store_first(square[k], place + k * destination_stride, some_rows);
      });
    }
}

template <typename T>
void pack_pixels(const Planes<T>& image, const Rectangle& window, T* destination, std::size_t pixel_stride) {
  constexpr std::size_t width = lanes<T>;
  // Find the columns of the window that lie inside the image.
  const auto columns = static_cast<std::ptrdiff_t>(window.columns),
             image_width = static_cast<std::ptrdiff_t>(image.width);
  const std::ptrdiff_t begin = std::clamp<std::ptrdiff_t>(-window.left, 0, columns);
  const std::ptrdiff_t end = std::clamp<std::ptrdiff_t>(image_width - window.left, begin, columns);
  for (std::size_t c = 0; c < image.channels; c += width) {
    const std::size_t channels = std::min(width, image.channels - c), written = std::min(width, pixel_stride - c);
    const auto clear = [&](T* row, std::ptrdiff_t from, std::ptrdiff_t to) {
      for (std::ptrdiff_t j = from; j < to; ++j)
        for (std::size_t i = 0; i < written; ++i) row[static_cast<std::size_t>(j) * pixel_stride + i] = T(0);
    };
    for (std::size_t r = 0; r < window.rows; ++r) {
      T* row = destination + r * window.columns * pixel_stride + c;
      const std::ptrdiff_t y = window.top + static_cast<std::ptrdiff_t>(r);
      if (y < 0 || y >= static_cast<std::ptrdiff_t>(image.height)) {
        clear(row, 0, columns);
        continue;
      }
      clear(row, 0, begin);
      if (begin < end)
        transpose_matrix(
            image.pixels + (c * image.height + static_cast<std::size_t>(y)) * image.width + window.left + begin,
            image.height * image.width, channels, static_cast<std::size_t>(end - begin),
            row + static_cast<std::size_t>(begin) * pixel_stride, pixel_stride, written);
      clear(row, end, columns);
    }
  }
}

template void transpose_matrix(const float*, std::size_t, std::size_t, std::size_t, float*, std::ptrdiff_t,
                               std::size_t);
template void transpose_matrix(const double*, std::size_t, std::size_t, std::size_t, double*, std::ptrdiff_t,
                               std::size_t);
template void add_transposed(const float*, std::size_t, std::size_t, std::size_t, float*, std::size_t);
template void add_transposed(const double*, std::size_t, std::size_t, std::size_t, double*, std::size_t);
template void pack_pixels(const Planes<float>&, const Rectangle&, float*, std::size_t);
template void pack_pixels(const Planes<double>&, const Rectangle&, double*, std::size_t);

}  // namespace dln::conv
