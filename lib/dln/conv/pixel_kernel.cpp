#include "dln/conv/pixel_kernel.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv {

namespace {

/** Vectors in a tile of so many rows: fewer rows leave registers for more of them. */
constexpr std::size_t vectors_beside(std::size_t rows) {
  return std::clamp((vector_registers - 2) / (rows + 1), tile_vectors, std::size_t{8});
}

/** Where a kernel finds its values, and what it does beside the sums. */
enum class Values {
  tiles,        ///< in the tiles
  tiles_ahead,  ///< there too; it asks for those that will be wanted next
  window,       ///< where the table tells
  copied        ///< there too; it copies them to the tiles
};

/**
 * The sums of some tiles, which start from `start`, a number for each filter. It has no way of its own for what is
 * there already, nor for parts of vectors: with branches, the compiler no longer keeps all sums in registers.
 */
template <typename T, std::size_t Rows, std::size_t Vectors, Values From>
void pixel_tiles(const PixelProduct<T>& p, std::size_t filter, Range outputs, const T* start, T* sums,
                 std::size_t sums_stride) {
  constexpr std::size_t width = lanes<T>;
  constexpr bool from_tiles = From == Values::tiles || From == Values::tiles_ahead;
  // What lies across the lines of the cache costs more to load again than stores that wait.
  constexpr std::size_t together = From == Values::window ? Rows : rows_finished_together<Rows, Vectors>;
  const std::size_t last_terms = finish_terms<Rows, together>(p.depth);
  const std::size_t jumps = (p.depth - last_terms) / unrolled_terms;
  const T* weights = p.weights + filter * p.weight_depth + p.before * Rows;
  const bool streamed = p.streamed;
  for (std::size_t output = outputs.begin; output < outputs.end; output += Vectors * width, sums += Vectors * width) {
    Vector<T> sum[Rows][Vectors];
    unrolled<Rows>([&](auto row) DLN_INLINE {
      unrolled<Vectors>([&](auto v) DLN_INLINE { sum[row][v] = Vector<T>(start[row]); });
    });

    T* tile = p.tiles + output * p.depth;
    const T* values = p.values + output;
    // [Multiply neighbouring values by a weight of each filter]
    const auto add_product = [&](std::size_t term, auto rows) DLN_INLINE {
      const T* from = from_tiles ? tile + term * tile_columns<T> : values + p.where[term];
      Vector<T> value[Vectors];
      unrolled<Vectors>([&](auto v) DLN_INLINE {
        value[v] = Vector<T>::load(from + v * width);
        hold(value[v]);
        if constexpr (From == Values::copied && rows.first == 0)
          value[v].store(tile + term * tile_columns<T> + v * width);
      });
      unrolled<rows.count>([&](auto i) DLN_INLINE {
        const std::size_t row = rows.first + i;
        const Vector<T> weight(weights[term * Rows + row]);
        unrolled<Vectors>([&](auto v) DLN_INLINE { sum[row][v] += weight * value[v]; });
      });
    };
    // [Multiply neighbouring values by a weight of each filter]
    constexpr TileRows<0, Rows> all;
    // Ask for the places of the sums, so that they are there when the sums are: a row at every jump.
    const auto ask_for = [&](std::size_t row) DLN_INLINE {
      if (!streamed)
        unrolled<ceil_divide(Vectors * width, cache_line<T>)>(
            [&](auto line) DLN_INLINE { prefetch_to_write(sums + row * sums_stride + line * cache_line<T>); });
    };
    for (std::size_t row = jumps; row < Rows; ++row) ask_for(row);
    const T* next = From == Values::tiles_ahead ? p.next + output : nullptr;
    std::size_t term = 0;
    for (std::size_t jump = 0; jump < jumps; ++jump, term += unrolled_terms) {
      if constexpr (From == Values::tiles_ahead) {
        unrolled<ceil_divide(Vectors * width, cache_line<T>)>(
            [&](auto line) DLN_INLINE { prefetch_early(next + line * cache_line<T>); });
        next += p.next_stride;
      }
      if (jump < Rows) ask_for(jump);
      unrolled<unrolled_terms>([&](auto i) DLN_INLINE { add_product(term + i, all); });
    }
    for (; term < p.depth - last_terms; ++term) add_product(term, all);

    finish_rows<Rows, together>([&](auto rows) DLN_INLINE {
      if (last_terms > 0) unrolled<unrolled_terms>([&](auto i) DLN_INLINE { add_product(term + i, rows); });
      unrolled<rows.count>([&](auto i) DLN_INLINE {
        const std::size_t row = rows.first + i;
        unrolled<Vectors>([&](auto v) DLN_INLINE {
          T* const place = sums + row * sums_stride + v * width;
          streamed ? sum[row][v].stream(place) : sum[row][v].store(place);
        });
      });
    });
  }
}

template <typename T>
using Kernel = void (*)(const PixelProduct<T>&, std::size_t, Range, const T*, T*, std::size_t);

/** Columns of a tile of `Rows` rows. */
template <typename T, std::size_t Rows, Values From>
constexpr std::size_t columns_of = (From == Values::window ? vectors_beside(Rows) : tile_vectors) * lanes<T>;

/** A kernel for each number of vectors of a tile of `Rows` rows. */
template <typename T, std::size_t Rows, Values From>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{pixel_tiles<T, Rows, I + 1, From>...};
}
(std::make_index_sequence<columns_of<T, Rows, From> / lanes<T>>{});

/** All outputs for `Rows` filters. */
template <typename T, std::size_t Rows, Values From>
void multiply_row(const PixelProduct<T>& p, std::size_t filter, std::size_t outputs) {
  constexpr std::size_t width = lanes<T>, columns = columns_of<T, Rows, From>;
  constexpr T zeros[Rows] = {};
  const T* start = p.bias && !p.add ? p.bias + filter : zeros;
  T* y = p.y + filter * p.plane;
  const std::size_t whole = p.add ? 0 : outputs / columns * columns;
  if (whole > 0) kernels<T, Rows, From>.back()(p, filter, {0, whole}, start, y, p.plane);
  for (std::size_t output = whole; output < outputs; output += columns) {
    const std::size_t count = std::min(columns, outputs - output), vectors = ceil_divide(count, width);
    const Kernel<T> kernel = kernels<T, Rows, From>[vectors - 1];
    const Range tile{output, output + vectors * width};
    if (!p.add && count % width == 0) {
      kernel(p, filter, tile, start, y + output, p.plane);
      continue;
    }
    // Add to what is there, or leave out what is too much.
    T sums[Rows * columns];
    kernel(p, filter, tile, start, sums, columns);
    for (std::size_t row = 0; row < Rows; ++row)
      for (std::size_t i = 0; i < count; i += width) {
        const std::size_t some = std::min(width, count - i);
        T* place = y + row * p.plane + output + i;
        auto result = Vector<T>::load(sums + row * columns + i);
        if (p.add) result += load_first(place, some);
        store_first(result, place, some);
      }
  }
}

/** All outputs for a tile of filters, however many it has. */
template <typename T, Values From>
void multiply_tile_of_filters(const PixelProduct<T>& p, std::size_t filter, std::size_t rows, std::size_t outputs) {
  unrolled<tile_rows>([&](auto i) {
    if (rows == i + 1) multiply_row<T, i + 1, From>(p, filter, outputs);
  });
}

}  // namespace

template <typename T>
void pack_rows(const T* weights, std::size_t filters, std::size_t depth, T* packed) {
  for (std::size_t filter = 0; filter < filters;) {
    const std::size_t rows = next_tile(filters - filter);
    transpose_matrix(weights + filter * depth, depth, rows, depth, packed + filter * depth, rows, rows);
    filter += rows;
  }
}

template <typename T>
void multiply_pixels(const PixelProduct<T>& p, std::size_t filters, std::size_t outputs) {
  PixelProduct<T> product = p;
  const std::size_t asking = jumps_of_tile(p.depth);
  std::size_t asked = p.next && asking > 0 ? 0 : p.depth;  // for the next values of so many terms
  for (std::size_t filter = 0, rows = 0; filter < filters; filter += rows) {
    rows = next_tile(filters - filter);
    if (p.where && !p.tiles)
      multiply_tile_of_filters<T, Values::window>(p, filter, rows, outputs);
    else if (p.where && filter == 0)
      multiply_tile_of_filters<T, Values::copied>(p, filter, rows, outputs);
    else if (asked < p.depth) {
      product.next = p.next + std::min(asked, p.depth - asking) * p.next_stride;
      asked += asking;
      multiply_tile_of_filters<T, Values::tiles_ahead>(product, filter, rows, outputs);
    } else
      multiply_tile_of_filters<T, Values::tiles>(p, filter, rows, outputs);
  }
}

template void pack_rows(const float*, std::size_t, std::size_t, float*);
template void pack_rows(const double*, std::size_t, std::size_t, double*);
template void multiply_pixels(const PixelProduct<float>&, std::size_t, std::size_t);
template void multiply_pixels(const PixelProduct<double>&, std::size_t, std::size_t);

}  // namespace dln::conv
