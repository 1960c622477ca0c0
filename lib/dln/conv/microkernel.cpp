#include "dln/conv/microkernel.hpp"

namespace dln::conv {

namespace {

/** Rows of B ahead of the one in use that are fetched into the first cache. */
constexpr std::size_t prefetch_distance = 8;

template <typename T, std::size_t Rows, std::size_t Vectors>
void register_tile(const Left<T>& a, const Segment* segments, std::size_t segment_count, const T* b,
                   std::size_t b_stride, const std::array<T*, tile_rows>& c, bool add) {
  constexpr std::size_t width = lanes<T>;
  const auto row_start = a.row_start;
  Vector<T> sum[Rows][Vectors];

  // Start from zero, or from what is there.
  unrolled<Rows>([&](auto row) DLN_INLINE {
    unrolled<Vectors>([&](auto v)
                          DLN_INLINE { sum[row][v] = add ? Vector<T>::load(c[row] + v * width) : Vector<T>(T(0)); });
  });

  // [Add the outer product of a column of A and a row of B]
  for (const Segment* segment = segments; segment != segments + segment_count; ++segment) {
    std::ptrdiff_t element = segment->offset;
    const T* term = b + segment->row * b_stride;
    for (std::size_t i = 0; i < segment->depth; ++i) {
      Vector<T> row_of_b[Vectors];
      unrolled<Vectors>([&](auto v) DLN_INLINE {
        row_of_b[v] = Vector<T>::load(term + v * width);
        hold(row_of_b[v]);
        prefetch(term + prefetch_distance * b_stride + v * width);
      });
      unrolled<Rows>([&](auto row) DLN_INLINE {
        const Vector<T> scalar(row_start[row][element]);
        unrolled<Vectors>([&](auto v) DLN_INLINE { sum[row][v] += scalar * row_of_b[v]; });
      });
      element += static_cast<std::ptrdiff_t>(a.step);
      term += b_stride;
    }
  }
  // [Add the outer product of a column of A and a row of B]

  unrolled<Rows>([&](auto row) DLN_INLINE {
    unrolled<Vectors>([&](auto v) DLN_INLINE { sum[row][v].store(c[row] + v * width); });
  });
}

template <typename T>
using Kernel = void (*)(const Left<T>&, const Segment*, std::size_t, const T*, std::size_t,
                        const std::array<T*, tile_rows>&, bool);

/** A kernel for each height and width of the tile: kernels<T>[(rows - 1) tile_vectors + vectors - 1]. */
template <typename T>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{register_tile<T, I / tile_vectors + 1, I % tile_vectors + 1>...};
}
(std::make_index_sequence<tile_rows * tile_vectors>{});

}  // namespace

template <typename T>
void multiply_tile(std::size_t rows, std::size_t vectors, const Left<T>& a, const Segment* segments,
                   std::size_t segment_count, const T* b, std::size_t b_stride, const std::array<T*, tile_rows>& c,
                   bool add) {
  kernels<T>[(rows - 1) * tile_vectors + vectors - 1](a, segments, segment_count, b, b_stride, c, add);
}

template <typename T>
void multiply(std::size_t rows, std::size_t vectors, std::size_t depth, const T* a, std::size_t row_stride,
              std::size_t step, const T* b, T* c, bool add) {
  const Segment whole{0, depth};
  Left<T> left{{}, step};
  std::array<T*, tile_rows> out{};
  for (std::size_t row = 0; row < rows;) {
    const std::size_t height = next_tile(rows - row);
    for (std::size_t i = 0; i < height; ++i) {
      left.row_start[i] = a + (row + i) * row_stride;
      out[i] = c + (row + i) * tile_columns<T>;
    }
    // Fetch the next tile of C while this one is summed.
    for (std::size_t i = 0; i < tile_rows; ++i)
      for (std::size_t v = 0; v < vectors; ++v) prefetch(out[0] + (height + i) * tile_columns<T> + v * lanes<T>);
    multiply_tile(height, vectors, left, &whole, 1, b, tile_columns<T>, out, add);
    row += height;
  }
}

template void multiply_tile(std::size_t, std::size_t, const Left<float>&, const Segment*, std::size_t, const float*,
                            std::size_t, const std::array<float*, tile_rows>&, bool);
template void multiply_tile(std::size_t, std::size_t, const Left<double>&, const Segment*, std::size_t, const double*,
                            std::size_t, const std::array<double*, tile_rows>&, bool);
template void multiply(std::size_t, std::size_t, std::size_t, const float*, std::size_t, std::size_t, const float*,
                       float*, bool);
template void multiply(std::size_t, std::size_t, std::size_t, const double*, std::size_t, std::size_t, const double*,
                       double*, bool);

}  // namespace dln::conv
